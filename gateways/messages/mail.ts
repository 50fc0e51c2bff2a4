import { createTransport } from 'nodemailer';
import type { MailPort } from '../../domain/notifications/ports';

export interface MailServer {
  /** smtp:// or smtps://, with user and password. */
  url: string;
  from: string;
}

const TIMEOUT_MS = 10_000;

export interface ClosableMail extends MailPort {
  close(): void;
}

/** Plain mail by SMTP. A repeated message has the same Message-ID, which mail programs show once. */
export function createMail({ url, from }: MailServer): ClosableMail {
  const timeouts = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
  const transport = createTransport({ url, pool: true, maxConnections: 4, ...timeouts });
  return {
    async send({ to, subject, text, reference }) {
      try {
        // As an object, so that nothing in an address is taken for a second one.
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          messageId: `<${reference}@${hostOf(from)}>`,
          headers: { 'auto-submitted': 'auto-generated' },
        });
        return { outcome: 'taken' };
      } catch (error) {
        const { responseCode, message } = error as Error & { responseCode?: number };
        const isRefused = responseCode !== undefined && responseCode >= 500;
        return { outcome: isRefused ? 'refused' : 'failed', reason: `the mail server says: ${message}`.slice(0, 300) };
      }
    },
    close: () => transport.close(),
  };
}

const hostOf = (from: string): string => /@([\w.-]+)/.exec(from)?.[1] ?? 'localhost';
