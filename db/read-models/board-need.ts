/** An order as far as it says who has to look at it first. Instants as PostgreSQL writes them. */
export interface NeedyOrder {
  id: string;
  status: string;
  escalation_rung: number;
  promised_at: string;
  pool_at: string;
}

/** Somebody has to be found for these. */
const WITHOUT_DRIVER = ['unassigned', 'offered', 'stranded'];
const QUOTED = WITHOUT_DRIVER.map((status) => `'${status}'`).join(', ');

/**
 * Orders that need someone first, for a board that cannot have all: escalated ones, those past their promise, those without
 * a driver, the longest wait first, then the next promises. The same as `byNeed`, for an `orders` called `o`.
 */
export const NEED_ORDER = `
  CASE WHEN o.escalation_rung > 0 THEN 0 WHEN o.promised_at < now() THEN 1 WHEN o.status IN (${QUOTED}) THEN 2 ELSE 3 END,
  CASE WHEN o.escalation_rung = 0 AND o.promised_at >= now() AND o.status IN (${QUOTED}) THEN o.pool_at ELSE o.promised_at END,
  o.id`;

/** The same order of rows that have been read already. */
export function byNeed<Row>(rows: readonly Row[], orderOf: (row: Row) => NeedyOrder, nowMs: number): Row[] {
  return rows
    .map((row) => ({ row, id: orderOf(row).id, ...needOf(orderOf(row), nowMs) }))
    .sort((a, b) => a.rank - b.rank || a.sinceMs - b.sinceMs || (a.id < b.id ? -1 : 1))
    .map(({ row }) => row);
}

function needOf(order: NeedyOrder, nowMs: number): { rank: number; sinceMs: number } {
  const promisedMs = Date.parse(order.promised_at);
  if (order.escalation_rung > 0) return { rank: 0, sinceMs: promisedMs };
  if (promisedMs < nowMs) return { rank: 1, sinceMs: promisedMs };
  if (WITHOUT_DRIVER.includes(order.status)) return { rank: 2, sinceMs: Date.parse(order.pool_at) };
  return { rank: 3, sinceMs: promisedMs };
}
