import type { Logger } from 'pino';
import type { PartnerOrders } from '../../db/partner-orders';
import type { Transitions } from '../../db/transitions';
import type { PagerPort, PartnerFleetPort } from '../../domain/ports';
import type { Deliver } from './relay';

export interface OutsideHelp {
  /** Null: nobody has said whom to page, or which partner to ask. */
  pager: PagerPort | null;
  partner: PartnerFleetPort | null;
  partnerOrders: PartnerOrders;
  transitions: Pick<Transitions, 'forceAssign'>;
  log: Logger;
}

type Page = Parameters<PagerPort['page']>[0];

/** Where the ladder calls for help outside: people on call, another fleet. What fails is tried again by the relay. */
export function outsideHelp({ pager, partner, partnerOrders, transitions, log }: OutsideHelp): {
  page: Deliver;
  partner: Deliver;
} {
  return {
    page: async (messages) => {
      for (const { payload } of messages) {
        if (!pager) log.warn({ page: payload }, 'a rung pages people, but no pager is configured');
        else if ((await pager.page(payload as Page)) === 'failed') throw new Error('the pager took nothing');
      }
    },
    partner: async (messages) => {
      for (const { payload } of messages) await ask(payload as { orderId: string; driverId: string });
    },
  };

  async function ask({ orderId, driverId }: { orderId: string; driverId: string }): Promise<void> {
    const order = await partnerOrders.find(orderId);
    if (!order) return; // A driver of our own has it by now.
    if (!partner) return log.warn({ orderId }, 'a rung asks a partner fleet, but none is configured');
    const said = await partner.offer(order);
    if (said.answer === 'failed') throw new Error('the partner fleet did not answer');
    if (said.answer !== 'accepted') return;
    const reason = `partner fleet: ${said.reference}`;
    const { done, code } = await transitions.forceAssign(orderId, driverId, reason, { type: 'system', id: 'partner' });
    if (!done) log.warn({ orderId, driverId, code }, 'a partner took an order on that it cannot have any more');
  }
}
