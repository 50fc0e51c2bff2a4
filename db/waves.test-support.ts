import type { PrismaClient } from './generated/client';
import type { Transitions } from './transitions';
import { placeOrder, type TestMarket } from '../test/support/market';

const SYSTEM = { type: 'system', id: 'test' } as const;
const TERMS = { payMinor: 500, payParts: { base: 500 }, distanceM: 1500, durationS: 600, stops: [] };

export interface OpenWave {
  orderId: string;
  /** One per driver. */
  offers: { id: string; driverId: string }[];
}

/** So many drivers on shift, set up in one statement. */
export async function addCrew(prisma: PrismaClient, marketId: string, size: number): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    INSERT INTO driver (market_id, name, availability, capacity)
    SELECT ${marketId}, 'Driver ' || n, 'available', 100 FROM generate_series(1, ${size}::int) n RETURNING id`;
  return rows.map(({ id }) => id);
}

/** Offers a new order to all of them at once. */
export async function openWave(
  prisma: PrismaClient,
  transitions: Transitions,
  market: TestMarket,
  crew: string[],
  lifetimeMs = 60_000,
): Promise<OpenWave> {
  const order = await placeOrder(transitions, market);
  const drivers = await prisma.driver.findMany({ where: { id: { in: crew } }, select: { id: true, version: true } });
  const [first, ...others] = drivers.map(({ id, version }) => ({ driverId: id, driverVersion: version, terms: TERMS }));
  if (!first) throw new Error('a wave without drivers');
  const last = await transitions.startRound(market.id);
  const wave = { strategy: 'broadcast' as const, number: 1, others };
  const proposal = { ...first, orders: [order], decision: {}, wave };
  const { applied } = await transitions.applyRound(market.id, (last?.lastRoundNo ?? 0) + 1, [proposal], 60_000);
  const [lead] = applied;
  if (!lead) throw new Error('the wave was not reserved');
  await transitions.openOffer(lead.offerId, order.id, lifetimeMs, SYSTEM);
  const offers = await prisma.offer.findMany({
    where: { lines: { some: { orderId: order.id } } },
    select: { id: true, driverId: true },
  });
  return { orderId: order.id, offers };
}

/**
 * A wave as round and sending leave it, for all drivers in one statement: where the race is what is tested, the way there
 * need not be gone a hundred times.
 */
export async function openWaveAtOnce(
  prisma: PrismaClient,
  transitions: Transitions,
  market: TestMarket,
  crew: string[],
): Promise<OpenWave> {
  const { id: orderId } = await placeOrder(transitions, market);
  const offers = await prisma.$queryRaw<OpenWave['offers']>`
    WITH offered AS (
      UPDATE orders SET status = 'offered', version = version + 1, offers_made = 1, waves_made = 1 WHERE id = ${orderId}::uuid RETURNING *
    ), sent AS (
      INSERT INTO offer (market_id, driver_id, status, strategy, wave, lead_order_id, created_by, reserved_at, reserved_until,
                         opened_at, expires_at, pay_minor, pay_parts, distance_m, duration_s, stops)
      SELECT o.market_id, asked.driver_id, 'open', 'broadcast', 1, o.id, ${JSON.stringify(SYSTEM)}::jsonb, now(), now(),
             now(), now() + interval '10 minutes', ${TERMS.payMinor}::int, ${JSON.stringify(TERMS.payParts)}::jsonb,
             ${TERMS.distanceM}::int, ${TERMS.durationS}::int, '[]'
      FROM offered o, unnest(${crew}::uuid[]) AS asked (driver_id) RETURNING id, driver_id
    ), lines AS (
      INSERT INTO offer_line (offer_id, order_id, position) SELECT id, ${orderId}::uuid, 1 FROM sent
    )
    SELECT id, driver_id AS "driverId" FROM sent`;
  return { orderId, offers };
}
