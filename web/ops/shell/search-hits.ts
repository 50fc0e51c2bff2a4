import { shortId } from '../../shared/format';
import { lookOf } from '../../shared/statuses';
import { driverOf, type Board } from '../live/board';
import type { OpsSearch } from '../search';

export interface Hit {
  key: string;
  kind: string;
  title: string;
  detail: string;
  /** Where it leads: a room and what is open there. */
  path: string;
  search: Partial<OpsSearch>;
}

const EACH_MAX = 4;
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** What the live board knows by these letters; an ID that it does not know is asked of the server. */
export function hitsOf(board: Board, query: string): Hit[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [];
  const hits = [...orderHits(board, wanted), ...driverHits(board, wanted), ...merchantHits(board, wanted)];
  if (UUID.test(wanted) && !board.orders.has(wanted)) {
    hits.push({
      key: wanted,
      kind: 'Order',
      title: shortId(wanted),
      detail: 'not on the board: look it up',
      path: '/',
      search: { order: wanted, q: undefined },
    });
  }
  return hits;
}

function orderHits(board: Board, wanted: string): Hit[] {
  const hits: Hit[] = [];
  for (const order of board.orders.values()) {
    if (hits.length === EACH_MAX) break;
    const text = [order.id, order.externalId, order.pickup.name, order.dropoff.name, driverOf(order)?.name ?? ''];
    if (!text.join(' ').toLowerCase().includes(wanted)) continue;
    hits.push({
      key: order.id,
      kind: 'Order',
      title: shortId(order.id),
      detail: `${order.pickup.name} → ${order.dropoff.name} · ${lookOf(order.status).label}`,
      path: '/',
      search: { order: order.id },
    });
  }
  return hits;
}

function driverHits(board: Board, wanted: string): Hit[] {
  return [...board.drivers.values()]
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .slice(0, EACH_MAX)
    .map(({ id, name, vehicle }) => ({
      key: id,
      kind: 'Driver',
      title: name,
      detail: vehicle,
      path: '/drivers',
      search: { driver: id },
    }));
}

function merchantHits(board: Board, wanted: string): Hit[] {
  const merchants = new Map([...board.orders.values()].map(({ merchant }) => [merchant.id, merchant.name]));
  return [...merchants]
    .filter(([, name]) => name.toLowerCase().includes(wanted))
    .slice(0, EACH_MAX)
    .map(([id, name]) => ({
      key: id,
      kind: 'Merchant',
      title: name,
      detail: 'their open orders',
      path: '/',
      search: { merchant: id, q: undefined },
    }));
}
