import type { Database } from '../../db/client';
import { Prisma } from '../../db/generated/client';
import type { LadderPolicy } from '../../domain/ladder/types';

export interface DatabaseFigures {
  orders: number;
  orders_open: number;
  orders_delivered: number;
  orders_undeliverable: number;
  refusals: number;
  reassignments_needed: number;
  reassignments_automatic: number;
  rescues: number;
  moves_max: number;
  escalations_raised: number;
  escalations_without_end: number;
  incidents: number;
  incidents_without_end: number;
  manual_interventions: number;
  budget_overruns: number;
}

/**
 * A reassignment became necessary when an offer ended without a yes or a driver lost the order; it ended well without a
 * person when the order came to its end in a driver's hands and no person had a hand in it.
 */
export async function readFigures(
  { prisma }: Database,
  marketId: string,
  { orderBudgetMinor, dayBudgetMinor }: Pick<LadderPolicy, 'orderBudgetMinor' | 'dayBudgetMinor'>,
): Promise<DatabaseFigures> {
  const [row] = await prisma.$queryRaw<DatabaseFigures[]>(Prisma.sql`
    WITH o AS (SELECT * FROM orders WHERE market_id = ${marketId}),
    by_people AS (
      SELECT DISTINCT order_id FROM event
      WHERE market_id = ${marketId} AND order_id IS NOT NULL AND actor->>'type' IN ('ops', 'admin')
    ),
    needed AS (
      SELECT r.order_id, r.by_hand OR NOT r.automatic AS by_person FROM reassignment r
        WHERE r.market_id = ${marketId} AND r.outcome IS DISTINCT FROM 'cancelled'
      UNION ALL
      SELECT l.order_id, false FROM offer f JOIN offer_line l ON l.offer_id = f.id
        WHERE f.market_id = ${marketId} AND f.status IN ('declined', 'expired') AND l.status = 'lost'
    )
    SELECT (SELECT count(*)::int FROM o) AS orders,
      (SELECT count(*)::int FROM o WHERE ended_at IS NULL) AS orders_open,
      (SELECT count(*)::int FROM o WHERE status = 'delivered') AS orders_delivered,
      (SELECT count(*)::int FROM o WHERE status = 'undeliverable') AS orders_undeliverable,
      (SELECT count(*)::int FROM offer WHERE market_id = ${marketId} AND status IN ('declined', 'expired')) AS refusals,
      (SELECT count(*)::int FROM needed) AS reassignments_needed,
      (SELECT count(*)::int FROM needed n JOIN o ON o.id = n.order_id
       WHERE NOT n.by_person AND o.status IN ('delivered', 'returned')
         AND NOT EXISTS (SELECT 1 FROM by_people b WHERE b.order_id = n.order_id)) AS reassignments_automatic,
      (SELECT count(*)::int FROM reassignment WHERE market_id = ${marketId} AND stage = 'rescue') AS rescues,
      (SELECT coalesce(max(moves), 0)::int FROM o) AS moves_max,
      (SELECT count(*)::int FROM escalation WHERE market_id = ${marketId}) AS escalations_raised,
      (SELECT count(*)::int FROM escalation WHERE market_id = ${marketId} AND resolved_at IS NULL) AS escalations_without_end,
      (SELECT count(*)::int FROM incident WHERE market_id = ${marketId}) AS incidents,
      (SELECT count(*)::int FROM incident WHERE market_id = ${marketId} AND resolved_at IS NULL) AS incidents_without_end,
      (SELECT count(*)::int FROM event WHERE market_id = ${marketId} AND order_id IS NOT NULL
         AND actor->>'type' IN ('ops', 'admin')) AS manual_interventions,
      (SELECT count(*)::int FROM o WHERE ladder_raise_minor > ${orderBudgetMinor})
        + (SELECT count(*)::int FROM ladder_spend WHERE market_id = ${marketId} AND spent_minor > ${dayBudgetMinor})
        + (SELECT (coalesce(sum(ladder_raise_minor), 0)
             > (SELECT coalesce(sum(spent_minor), 0) FROM ladder_spend WHERE market_id = ${marketId}))::int FROM o) AS budget_overruns`);
  if (!row) throw new Error('no figures');
  return row;
}

const STORIES_MAX = 10;
const EVENTS_MAX = 14;

/** Orders that have not ended well by themselves, each as a line: how it stands, and the last that happened to it. */
export async function readTroubledStories({ prisma }: Database, marketId: string): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ id: string; status: string; story: string }[]>(Prisma.sql`
    SELECT o.id::text AS id, o.status, (
      SELECT string_agg(type || coalesce(' (' || coalesce(why, '') || ')', '') || ' ' || to_char(at, 'MI:SS'), ' → ' ORDER BY id)
      FROM (SELECT id, type, coalesce(data->>'why', data->>'reason') AS why, recorded_at AS at FROM event
            WHERE order_id = o.id ORDER BY id DESC LIMIT ${EVENTS_MAX}::int) AS last) AS story
    FROM orders o
    WHERE o.market_id = ${marketId} AND (o.status NOT IN ('delivered', 'returned') OR EXISTS (
      SELECT 1 FROM event e WHERE e.order_id = o.id AND e.actor->>'type' IN ('ops', 'admin')))
    ORDER BY o.id LIMIT ${STORIES_MAX}::int`);
  return rows.map(({ id, status, story }) => `order ${id} is ${status}: ${story}`);
}
