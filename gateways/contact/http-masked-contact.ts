import { z } from 'zod';
import { ContactUnavailable, type ContactParties, type MaskedContact } from '../../domain/tracking/contact';

export interface HttpMaskedContactOptions {
  /** Where the provider, or a small bridge to it, takes our requests. */
  url: string;
  token: string | undefined;
  timeoutMs?: number;
}

const TIMEOUT_MS = 5_000;
const Session = z.object({
  number: z.string().regex(/^\+?[0-9][0-9 ()./-]{3,30}$/),
  expires_at: z.iso.datetime({ offset: true }).nullish(),
});

/**
 * Masked contact over plain HTTP, so that any provider can stand behind it: `POST {url}/sessions` answers a proxy number,
 * `POST {url}/messages` passes a text on. docs/integration.md has the bodies.
 */
export function createHttpMaskedContact({
  url,
  token,
  timeoutMs = TIMEOUT_MS,
}: HttpMaskedContactOptions): MaskedContact {
  async function post(path: string, body: object): Promise<unknown> {
    try {
      const response = await fetch(`${url.replace(/\/$/, '')}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await response.text();
      if (!response.ok) throw new ContactUnavailable(`the provider answered ${response.status}`);
      return text === '' ? null : JSON.parse(text);
    } catch (error) {
      throw error instanceof ContactUnavailable
        ? error
        : new ContactUnavailable('the provider did not answer', { cause: error });
    }
  }

  return {
    async numberFor(parties) {
      const session = Session.safeParse(await post('/sessions', { ...partiesOf(parties) }));
      if (!session.success) throw new ContactUnavailable('the provider answered no number');
      return { number: session.data.number, expiresAt: session.data.expires_at ?? null };
    },
    async message(parties, text) {
      await post('/messages', { ...partiesOf(parties), from: 'customer', text });
    },
  };
}

const partiesOf = ({ reference, driverPhone, customerPhone }: ContactParties) => ({
  reference,
  driver: { phone: driverPhone },
  customer: { phone: customerPhone },
});
