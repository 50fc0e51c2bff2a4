import type { Database } from '../../db/client';
import type { Past } from './history';

/** Something that a person asks of the API, again and again with other IDs. */
export interface Question {
  name: string;
  kind: 'audit' | 'board' | 'story';
  path(): string;
}

const pick = <Item>(items: Item[]): Item => items[Math.floor(Math.random() * items.length)]!;

/** Every filter of the audit trail alone and some together, pages deep in the past, the board, and orders' stories. */
export async function questionsOf({ pool }: Database, past: Past): Promise<Question[]> {
  const { rows } = await pool.query<{ id: string; at: Date }>(
    `SELECT order_id::text AS id, recorded_at AS at FROM event TABLESAMPLE SYSTEM (0.1) WHERE order_id IS NOT NULL LIMIT 2000`,
  );
  const known = rows.length > 0 ? rows : (await pool.query<{ id: string; at: Date }>(ANY_ORDERS)).rows;
  const zone = (): string => `8739336${String(Math.floor(Math.random() * 100)).padStart(2, '0')}ffffff`;
  const since = (): string => pick(known).at.toISOString();
  const audit = (name: string, query: () => Record<string, string>): Question => ({
    name,
    kind: 'audit',
    path: () => `/v1/ops/audit?${new URLSearchParams({ market_id: past.marketId, ...query() }).toString()}`,
  });
  return [
    audit('newest', () => ({})),
    audit('order', () => ({ order_id: pick(known).id })),
    audit('driver', () => ({ driver_id: pick(past.driverIds) })),
    audit('merchant', () => ({ merchant_id: pick(past.merchantIds) })),
    audit('zone', () => ({ zone_id: zone() })),
    audit('actor', () => ({ actor: pick([...past.driverIds.slice(0, 50), 'matching']) })),
    audit('type', () => ({ type: pick(['order.placed', 'offer.declined', 'order.delivered']) })),
    audit('types', () => ({ type: 'offer.*' })),
    audit('until a moment', () => ({ to: since() })),
    audit('driver and type', () => ({ driver_id: pick(past.driverIds), type: 'offer.declined' })),
    audit('merchant, type, until', () => ({
      merchant_id: pick(past.merchantIds),
      type: 'order.delivered',
      to: since(),
    })),
    audit('zone until', () => ({ zone_id: zone(), to: since() })),
    audit('common word', () => ({ q: 'far' })),
    audit('rare word', () => ({ q: 'lobster' })),
    audit('beginning of a name', () => ({ q: `ORD-${10_000 + Math.floor(Math.random() * 80_000)}` })),
    audit('no such word', () => ({ q: 'unheardof' })),
    { name: 'board', kind: 'board', path: () => `/v1/ops/board?market_id=${past.marketId}` },
    { name: 'order story', kind: 'story', path: () => `/v1/ops/orders/${pick(known).id}` },
  ];
}

const ANY_ORDERS = `SELECT order_id::text AS id, recorded_at AS at FROM event WHERE order_id IS NOT NULL LIMIT 500`;
