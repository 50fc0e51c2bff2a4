import type { Logger } from 'pino';
import type { OutboxMessage } from '../../db/outbox';
import type { PushSubscriptions } from '../../db/push-subscriptions';
import type { PushPort } from '../../domain/ports';
import type { Deliver } from './relay';

export type PushRoute = Deliver;

/** What is told while the page is closed loses its worth soon. */
const TTL_MAX_S = 120;

interface PushPayload {
  kind: string;
  driverId: string;
  offerId?: string;
  expiresAt?: string;
}

/**
 * Takes messages to the phones that a driver has allowed to be woken. An offer that a push service took counts as shown;
 * an address that is gone is forgotten. A push is never tried again: by then there is something else to tell.
 */
export function pushRoute(subscriptions: PushSubscriptions, push: PushPort, log: Logger): PushRoute {
  return async (messages) => {
    await Promise.all(messages.map((message) => deliver(message)));
  };

  async function deliver({ payload }: OutboxMessage): Promise<void> {
    const told = payload as PushPayload;
    const leftS = told.expiresAt ? (Date.parse(told.expiresAt) - Date.now()) / 1000 : TTL_MAX_S;
    if (leftS <= 0) return;
    const text = JSON.stringify({ kind: told.kind, offer_id: told.offerId, expires_at: told.expiresAt });
    const addresses = await subscriptions.ofDriver(told.driverId);
    const answers = await Promise.all(
      addresses.map(async (address) => {
        const answer = await push.send(address, text, Math.ceil(Math.min(TTL_MAX_S, leftS)));
        if (answer === 'gone') await subscriptions.forget(address.endpoint);
        if (answer === 'failed') log.warn({ driverId: told.driverId }, 'a push service took no message');
        return answer;
      }),
    );
    if (told.offerId && answers.includes('taken')) await subscriptions.markShown(told.driverId, told.offerId);
  }
}
