import { completePolicy } from '../domain/policy/override';
import type { Policy } from '../domain/policy/policy';
import type { OrderSweeps, Sighting } from '../domain/ports';
import { Prisma, type PrismaClient } from './generated/client';

/** What `marketOperations` does for orders that are in trouble, found and judged in SQL. */
export function createOrderSweeps(prisma: PrismaClient): OrderSweeps {
  async function value<Result>(fn: Prisma.Sql): Promise<Result> {
    const [row] = await prisma.$queryRaw<{ value: Result }[]>(Prisma.sql`SELECT ${fn} AS value`);
    return (row as { value: Result }).value;
  }
  const json = (body: unknown): Prisma.Sql => Prisma.sql`${JSON.stringify(body)}::jsonb`;
  const sightings = (from: Prisma.Sql): Promise<Sighting[]> =>
    prisma.$queryRaw<Sighting[]>(Prisma.sql`SELECT order_id::text AS "orderId", version, evidence FROM ${from}`);

  return {
    async orderPolicy(marketId) {
      const [row] = await prisma.$queryRaw<{ rate: number; offset: bigint; body: Policy }[]>(Prisma.sql`
        SELECT m.clock_rate AS rate, m.clock_offset_ms AS offset, p.body
        FROM market m JOIN policy p ON p.market_id = m.id AND p.version = m.policy_version WHERE m.id = ${marketId}`);
      return row ? { clock: { rate: row.rate, offsetMs: Number(row.offset) }, policy: completePolicy(row.body) } : null;
    },
    resumeDueZones: (marketId, actor) =>
      value<number>(Prisma.sql`resume_zones(${marketId}, NULL, ${json(actor)}, 'its time was over')`),
    recoverFound: (marketId, actor) => value<number>(Prisma.sql`recover_found(${marketId}, ${json(actor)})`),
    async noteProgress(marketId, progressM) {
      await prisma.$queryRaw(Prisma.sql`SELECT note_progress(${marketId}, ${progressM}::float8)::text`);
    },
    stalledOrders: (marketId, stallMs, progressM) =>
      sightings(Prisma.sql`stalled_orders(${marketId}, ${stallMs}::float8, ${progressM}::float8)`),
    lateOrders: (marketId, limits) => sightings(Prisma.sql`late_orders(${marketId}, ${json(limits)})`),
    async reassign({ orderId, version, evidence }, why, movesMax, actor) {
      const { done } = await value<{ done: boolean }>(Prisma.sql`reassign_order(
        ${orderId}::uuid, ${version}::int, ${why}, ${json(evidence)}, ${movesMax}::int, ${json(actor)})`);
      return done;
    },
    forgiveExclusions: (marketId, { afterMs, lastMs }, actor) =>
      value<number>(Prisma.sql`forgive_exclusions(${marketId}, ${afterMs}::float8, ${lastMs}::float8, ${json(actor)})`),
    sweepIncidents: (marketId, limits) =>
      value<{ opened: number; closed: number }>(Prisma.sql`sweep_incidents(${marketId}, ${json(limits)})`),
  };
}
