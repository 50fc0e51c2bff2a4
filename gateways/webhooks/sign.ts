import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/**
 * The signature header of Standard Webhooks (standardwebhooks.com): HMAC-SHA256 over `id.timestamp.body`, one entry per
 * secret, so that a receiver may change to the new one at any moment of a rotation.
 */
export function signatureOf(secrets: readonly string[], id: string, timestampS: number, body: string): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64');
      return `v1,${createHmac('sha256', key).update(`${id}.${timestampS}.${body}`).digest('base64')}`;
    })
    .join(' ');
}
