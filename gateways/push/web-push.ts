import { Agent } from 'node:https';
import webPush, { WebPushError } from 'web-push';
import { addressIn, isPublicAddress } from '../../domain/webhooks/address';
import type { PushPort } from '../../domain/ports';
import { guardedLookup } from '../webhooks/guarded-lookup';

/** The operator's identity towards push services (VAPID). */
export interface Vapid {
  publicKey: string;
  privateKey: string;
  /** mailto: or https: address where a push service reaches the operator. */
  subject: string;
}

const TIMEOUT_MS = 5_000;

/**
 * Web Push by RFC 8030 and 8291: encrypted for the browser, urgent, gone when nobody has taken it in time. Browsers say
 * themselves where they are reached, so an address within our own network is not connected to.
 */
export function createWebPush(vapid: Vapid, { allowsPrivate }: { allowsPrivate: boolean }): PushPort {
  const agent = allowsPrivate ? undefined : new Agent({ lookup: guardedLookup });
  return {
    async send({ endpoint, p256dh, auth }, payload, ttlS) {
      const address = addressIn(new URL(endpoint));
      if (!allowsPrivate && address !== null && !isPublicAddress(address)) return 'gone';
      const options = { vapidDetails: vapid, TTL: ttlS, urgency: 'high' as const, timeout: TIMEOUT_MS, agent };
      try {
        await webPush.sendNotification({ endpoint, keys: { p256dh, auth } }, payload, options);
        return 'taken';
      } catch (error) {
        const isGone = error instanceof WebPushError && (error.statusCode === 404 || error.statusCode === 410);
        return isGone ? 'gone' : 'failed';
      }
    },
  };
}

/** Without keys nobody can be pushed to: drivers are reached by their streams alone. */
export const noPush: PushPort = { send: () => Promise.resolve('failed') };
