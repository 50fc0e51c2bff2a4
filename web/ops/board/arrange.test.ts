import { WALL_CLOCK } from '../../shared/market-clock';
import type { Order } from '../live/board';
import { anOrder, NOW } from '../live/board.test-support';
import { arrange, drift, keepKnown, type BoardFilters } from './arrange';
import { itemsOf } from './items';
import { slackOf } from './urgency';

const MINUTE = 60_000;
const ALL: BoardFilters = { show: null, merchant: null, zone: null, query: '', group: 'urgency' };

const withSlack = (id: string, minutes: number, given: Partial<Order> = {}): Order =>
  anOrder({ id, status: 'assigned', slackMs: minutes * MINUTE, promisedAt: NOW + 60 * MINUTE, ...given });

const shape = (orders: Order[], filters = ALL): string[] =>
  arrange(orders, filters, WALL_CLOCK, NOW).map(({ key, ids }) => `${key}: ${ids.join(' ')}`);

test('who needs a person comes first, by deadline; then the latest', () => {
  const soon = anOrder().next;
  const orders = [
    withSlack('easy', 30),
    withSlack('tight', 4),
    withSlack('late', -2),
    withSlack('later', -9),
    withSlack('second', 30, { rung: 1, next: soon && { ...soon, at: NOW + 9 * MINUTE } }),
    withSlack('first', 40, { rung: 2, next: soon && { ...soon, at: NOW + MINUTE } }),
  ];
  expect(shape(orders)).toEqual([
    'needs_person: first second',
    'late: later late',
    'late_soon: tight',
    'on_track: easy',
  ]);
});

test('grouped by status the sections follow an order’s life', () => {
  const orders = [withSlack('b', 1), anOrder({ id: 'a' }), withSlack('c', 1, { status: 'picked_up' })];
  expect(shape(orders, { ...ALL, group: 'status' })).toEqual(['unassigned: a', 'assigned: b', 'picked_up: c']);
});

test('a counter, a merchant and a search each leave out what does not match', () => {
  const orders = [
    withSlack('mine', -1, { driver: { id: 'd', name: 'Marta S.' } }),
    withSlack('other', 50, { merchant: { id: 'merchant-2', name: 'Sushi Kai' } }),
  ];
  expect(shape(orders, { ...ALL, show: 'late' })).toEqual(['late: mine']);
  expect(shape(orders, { ...ALL, merchant: 'merchant-2' })).toEqual(['on_track: other']);
  expect(shape(orders, { ...ALL, query: 'marta' })).toEqual(['late: mine']);
});

test('an order that waits loses slack from when its goods are ready, one on its way keeps it', () => {
  const waiting = anOrder({ readyAt: NOW + 5 * MINUTE, slackMs: 20 * MINUTE });
  expect(slackOf(waiting, WALL_CLOCK, NOW + 4 * MINUTE)).toBe(20 * MINUTE);
  expect(slackOf(waiting, WALL_CLOCK, NOW + 8 * MINUTE)).toBe(17 * MINUTE);
  expect(slackOf(withSlack('moving', 20), WALL_CLOCK, NOW + 8 * MINUTE)).toBe(20 * MINUTE);
});

test('past its promise an order is late whatever its plan said', () => {
  expect(slackOf(withSlack('moving', 20), WALL_CLOCK, NOW + 63 * MINUTE)).toBe(-3 * MINUTE);
});

test('what a frozen list has missed is counted, and what has left the board leaves it', () => {
  const shown = [
    { key: 'late', title: '', hint: '', ids: ['a', 'b'], folds: [] },
    { key: 'on_track', title: '', hint: '', ids: ['c'], folds: [] },
  ];
  const current = [{ key: 'late', title: '', hint: '', ids: ['a', 'c', 'new'], folds: [] }];
  expect(drift(shown, current)).toEqual({ moved: 1, fresh: 1 });
  expect(keepKnown(shown, (id) => id === 'a').map(({ key, ids }) => [key, ids])).toEqual([['late', ['a']]]);
});

test('more than five orders behind one kitchen are one row, until it is opened', () => {
  const behind = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, index) => withSlack(id, -index - 1));
  const carried = withSlack('on its way', -9, { status: 'picked_up' });
  const [late] = arrange([...behind, carried], ALL, WALL_CLOCK, NOW);
  expect(late?.folds.map(({ place, ids }) => [place, ids.length])).toEqual([['Padaria Sol', 6]]);
  const closed = itemsOf(late ? [late] : [], new Set());
  expect(closed.map((item) => (item.kind === 'row' ? item.id : item.kind))).toEqual(['head', 'on its way', 'fold']);
  const opened = itemsOf(late ? [late] : [], new Set(late?.folds.map(({ key }) => key)));
  expect(opened.filter(({ kind }) => kind === 'row').length).toBe(7);
});

test('five orders behind one kitchen stay five rows', () => {
  const [late] = arrange(
    ['a', 'b', 'c', 'd', 'e'].map((id) => withSlack(id, -1)),
    ALL,
    WALL_CLOCK,
    NOW,
  );
  expect(late?.folds).toEqual([]);
});
