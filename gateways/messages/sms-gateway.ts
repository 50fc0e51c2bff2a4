import { request } from 'undici';
import type { SmsPort } from '../../domain/notifications/ports';

export interface SmsGateway {
  url: string;
  token: string | null;
  from: string;
}

const TIMEOUT_MS = 10_000;
/** Later it may work: the gateway is busy, or in trouble. */
const isPassing = (status: number): boolean => status === 408 || status === 425 || status === 429 || status >= 500;

/**
 * Any SMS provider that takes `{from, to, text, reference}` as JSON, directly or behind a few lines of the operator's. The
 * reference is also the Idempotency-Key, so that a gateway that knows it sends a repeated message once.
 */
export function createSmsGateway({ url, token, from }: SmsGateway): SmsPort {
  return {
    async send({ to, text, reference }) {
      try {
        const { statusCode, body } = await request(url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'idempotency-key': reference,
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          },
          body: JSON.stringify({ from, to: to.replaceAll(/[^+\d]/g, ''), text, reference }),
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        await body.dump({ limit: 65_536 });
        if (statusCode >= 200 && statusCode < 300) return { outcome: 'taken' };
        const reason = `the SMS gateway answered ${statusCode}`;
        return { outcome: isPassing(statusCode) ? 'failed' : 'refused', reason };
      } catch (error) {
        return { outcome: 'failed', reason: `the SMS gateway does not answer: ${(error as Error).message}` };
      }
    },
  };
}
