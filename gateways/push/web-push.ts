import webPush, { WebPushError } from 'web-push';
import type { PushPort } from '../../domain/ports';

/** The operator's identity towards push services (VAPID). */
export interface Vapid {
  publicKey: string;
  privateKey: string;
  /** mailto: or https: address where a push service reaches the operator. */
  subject: string;
}

const TIMEOUT_MS = 5_000;

/** Web Push by RFC 8030 and 8291: encrypted for the browser, urgent, gone when nobody has taken it in time. */
export function createWebPush(vapid: Vapid): PushPort {
  return {
    async send({ endpoint, p256dh, auth }, payload, ttlS) {
      const options = { vapidDetails: vapid, TTL: ttlS, urgency: 'high' as const, timeout: TIMEOUT_MS };
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
