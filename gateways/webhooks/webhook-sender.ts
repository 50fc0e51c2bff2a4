import { Agent, request, type Dispatcher } from 'undici';
import { addressIn, isPublicAddress } from '../../domain/webhooks/address';
import { webhookBody } from '../../domain/webhooks/envelope';
import type { WebhookSender, WebhookTry } from '../../domain/webhooks/ports';
import { guardedLookup, PrivateAddressError } from './guarded-lookup';
import { signatureOf } from './sign';

export interface SenderOptions {
  timeoutMs: number;
  /** Development: endpoints may be http:// and at addresses that are not public. */
  allowsPrivate: boolean;
  /** Certificate authorities to trust instead of Node's own. */
  ca?: string;
}

/** What is kept of an answer's body, and how much of it is read at all. */
const BODY_KEPT = 4_000;
const BODY_READ_MAX = 65_536;
const HEADERS_KEPT = 40;
const HEADER_LENGTH_KEPT = 500;

export interface ClosableSender extends WebhookSender {
  close(): Promise<void>;
}

/**
 * Sends webhooks over HTTP. Every request has a connection of its own, so that name, address and certificate are looked
 * at each time; redirects are not followed, and no answer can take longer or become larger than its limits.
 */
export function createWebhookSender({ timeoutMs, allowsPrivate, ca }: SenderOptions): ClosableSender {
  const agent = new Agent({
    pipelining: 0,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxHeaderSize: 16_384,
    connect: {
      timeout: timeoutMs,
      // A resumed session would skip the look at the certificate.
      maxCachedSessions: 0,
      ...(allowsPrivate ? {} : { lookup: guardedLookup }),
      ...(ca === undefined ? {} : { ca }),
    },
  });

  return {
    async send({ url, secrets }, event) {
      const startedAt = Date.now();
      const timestampS = Math.floor(startedAt / 1_000);
      const body = JSON.stringify(webhookBody(event));
      const requestHeaders = {
        'content-type': 'application/json',
        'user-agent': 'Outrider-Webhooks/1',
        'webhook-id': event.id,
        'webhook-timestamp': String(timestampS),
        'webhook-signature': signatureOf(secrets, event.id, timestampS, body),
      };
      const answer = await post(url, requestHeaders, body);
      const at = { startedAt: new Date(startedAt).toISOString(), durationMs: Date.now() - startedAt };
      return { ...at, requestHeaders, ...answer };
    },
    close: () => agent.destroy(),
  };

  async function post(url: string, headers: Record<string, string>, body: string): Promise<Answer> {
    let answered: Pick<Answer, 'status' | 'responseHeaders'> = { status: null, responseHeaders: null };
    try {
      if (!allowsPrivate) refusePrivate(new URL(url));
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await request(url, { method: 'POST', headers, body, dispatcher: agent, signal });
      answered = { status: response.statusCode, responseHeaders: headersOf(response.headers) };
      return { ...answered, responseBody: await beginningOf(response.body), error: null };
    } catch (error) {
      return { ...answered, responseBody: null, error: messageOf(error) };
    }
  }
}

type Answer = Pick<WebhookTry, 'status' | 'responseHeaders' | 'responseBody' | 'error'>;

/** No name is looked up for an address, so it is judged here. */
function refusePrivate(url: URL): void {
  const address = addressIn(url);
  if (url.protocol !== 'https:') throw new Error('only https:// is sent to');
  if (address !== null && !isPublicAddress(address)) throw new PrivateAddressError(address);
}

/** Reads an answer to its end, or as far as anybody may reasonably talk; an answer that breaks off throws. */
async function beginningOf(body: Dispatcher.ResponseData['body']): Promise<string> {
  const kept: Buffer[] = [];
  let read = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    if (read < BODY_KEPT) kept.push(chunk);
    read += chunk.length;
    if (read > BODY_READ_MAX) break;
  }
  // PostgreSQL keeps no NUL.
  return Buffer.concat(kept).subarray(0, BODY_KEPT).toString().replaceAll('\0', '');
}

function headersOf(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const kept = Object.entries(headers).slice(0, HEADERS_KEPT);
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value).slice(0, HEADER_LENGTH_KEPT)]));
}

function messageOf(error: unknown): string {
  const { name, message, code, cause } = error as Error & { code?: string };
  const reason = cause instanceof Error ? cause.message : message || name;
  return `${code ? `${code}: ` : ''}${reason}`.slice(0, 500);
}
