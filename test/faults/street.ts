import type { Offer, Order } from '../../db/generated/client';
import { createDriver, placeOrder, type TestMarket } from '../support/market';
import { eventually } from '../support/eventually';
import type { TemporalPlace, World } from './world';

/** What the driver who gets an offer does with it. */
export type Answer = 'decline' | 'silence' | 'accept' | 'accept, then release';

/** Workers that are killed have to come up again first, one after the other. */
const PATIENCE_MS = 400_000;

/** People of a test: they see only the database's truth, through the transitions, whatever crashes around them. */
export function createStreet<Temporal extends TemporalPlace>({ database: { prisma }, transitions }: World<Temporal>) {
  const actor = (driverId: string) => ({ type: 'driver', id: driverId }) as const;

  async function offerAfter(orderId: string, seen: ReadonlySet<string>): Promise<Offer> {
    const offers = await prisma.offer.findMany({ where: { status: 'open', lines: { some: { orderId } } } });
    const fresh = offers.find(({ id }) => !seen.has(id));
    if (!fresh) throw new Error(`order ${orderId} has no new offer: ${JSON.stringify(await order(orderId), bigint)}`);
    return fresh;
  }

  const order = (orderId: string): Promise<Order> => prisma.order.findUniqueOrThrow({ where: { id: orderId } });

  /** The driver's answer; false when the offer had ended before it. */
  async function answer({ id, driverId }: Offer, orderId: string, how: Answer): Promise<boolean> {
    if (how === 'silence') {
      await eventually(async () => {
        const { status } = await prisma.offer.findUniqueOrThrow({ where: { id } });
        if (status !== 'expired') throw new Error(`offer ${id} is ${status}`);
      }, PATIENCE_MS);
      return true;
    }
    const settled = how === 'decline' ? 'declined' : 'accepted';
    const { done } = await transitions.settleOffer(id, settled, actor(driverId), { reason: 'too far' });
    if (done && how === 'accept, then release')
      await transitions.releaseOrder(orderId, driverId, 'flat tyre', actor(driverId));
    return done;
  }

  return {
    order,
    driver: (market: TestMarket) => createDriver(prisma, transitions, market.id),
    place: async (market: TestMarket, overrides = {}) => (await placeOrder(transitions, market, overrides)).id,

    /** Plays these answers, one per offer; an answer that came too late is given to the next offer again. */
    async answerOffers(orderId: string, answers: Answer[]): Promise<void> {
      const seen = new Set<string>();
      for (const how of answers) {
        for (let inTime = false; !inTime;) {
          const offer = await eventually(() => offerAfter(orderId, seen), PATIENCE_MS);
          seen.add(offer.id);
          inTime = await answer(offer, orderId, how);
        }
      }
    },

    /** Drives to the pickup (`until: 'picked_up'`) and on to the door. */
    async drive(orderId: string, until: 'picked_up' | 'delivered' = 'delivered'): Promise<void> {
      const { driverId } = await order(orderId);
      if (driverId === null) throw new Error(`order ${orderId} has no driver`);
      const open = { orderId, status: { in: ['planned', 'arrived'] }, route: { driverId } };
      const stops = await prisma.stop.findMany({ where: open, orderBy: { position: 'asc' } });
      for (const { id, kind } of stops) {
        if (kind === 'dropoff' && until === 'picked_up') return;
        for (const report of ['arrive', 'complete'] as const) {
          const { done, code } = await transitions.reportStop(
            id,
            driverId,
            report,
            { occurredAt: null },
            actor(driverId),
          );
          if (!done) throw new Error(`${kind} ${report}: ${code}`);
        }
      }
    },
  };
}

export type Street = ReturnType<typeof createStreet>;

const bigint = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
