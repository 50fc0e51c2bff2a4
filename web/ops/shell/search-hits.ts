import { shortId } from '../../shared/format';
import { lookOf } from '../../shared/statuses';
import { driverOf, type Board, type Order } from '../live/board';
import type { OpsSearch } from '../search';

export interface Hit {
  key: string;
  kind: 'Order' | 'Driver' | 'Merchant';
  title: string;
  detail: string;
  /** Where it leads: a room and what is open there. */
  path: string;
  search: Partial<OpsSearch>;
}

const EACH_MAX = 4;
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/**
 * What the live board knows by these letters. Who types a name means who is called so: orders that merely have to do with
 * that name come after, orders that are called so before.
 */
export function hitsOf(board: Board, query: string): Hit[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [];
  const orders = orderHits(board, wanted);
  return [
    ...orders.filter(({ isNamed }) => isNamed).map(({ hit }) => hit),
    ...driverHits(board, wanted),
    ...merchantHits(board, wanted),
    ...orders.filter(({ isNamed }) => !isNamed).map(({ hit }) => hit),
    ...(UUID.test(wanted) && !board.orders.has(wanted) ? [unknownOrder(wanted)] : []),
  ];
}

export const orderHit = (id: string, detail: string): Hit => ({
  key: id,
  kind: 'Order',
  title: shortId(id),
  detail,
  path: '/',
  search: { order: id, q: undefined },
});

export const driverHit = (id: string, name: string, detail: string): Hit => ({
  key: id,
  kind: 'Driver',
  title: name,
  detail,
  path: '/drivers',
  search: { driver: id, q: undefined },
});

const unknownOrder = (id: string): Hit => orderHit(id, 'not on the board: look it up');

function orderHits(board: Board, wanted: string): { hit: Hit; isNamed: boolean }[] {
  const hits: { hit: Hit; isNamed: boolean }[] = [];
  for (const order of board.orders.values()) {
    if (hits.length === EACH_MAX) break;
    const isNamed = [order.id, order.externalId].some((name) => name.toLowerCase().includes(wanted));
    if (!isNamed && !isAbout(order, wanted)) continue;
    const detail = `${order.pickup.name} → ${order.dropoff.name} · ${lookOf(order.status).label}`;
    hits.push({ hit: orderHit(order.id, detail), isNamed });
  }
  return hits;
}

const isAbout = (order: Order, wanted: string): boolean =>
  [order.pickup.name, order.dropoff.name, driverOf(order)?.name ?? ''].some((name) =>
    name.toLowerCase().includes(wanted),
  );

const driverHits = (board: Board, wanted: string): Hit[] =>
  [...board.drivers.values()]
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .slice(0, EACH_MAX)
    .map(({ id, name, vehicle }) => driverHit(id, name, vehicle));

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
