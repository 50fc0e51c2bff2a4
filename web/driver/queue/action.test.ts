import type { Stop } from '../live/wire';
import { type Action, isAnswered, stopsAfter } from './action';
import type { Task } from './task';

const HEARD_AT = 1_000;

const stop = (id: string, kind: Stop['kind']): Stop => ({
  id,
  order_id: 'order',
  external_id: 'A-1',
  kind,
  status: 'planned',
  location: { lat: 38.7, lng: -9.1 },
  name: 'Padaria Sol',
  address: 'Rua do Carmo 41',
  phone: null,
  notes: null,
  ready_at: null,
  promised_at: null,
  size: 1,
  planned_arrive_at: null,
  arrived_at: null,
});
const STOPS = [stop('p', 'pickup'), stop('d', 'dropoff')];

const action = (task: Task, state: Action['state'], settledAt: number | null = null): Action => ({
  seq: 1,
  key: 'key',
  driverId: 'marta',
  task,
  madeAt: 0,
  occurredAt: '2026-11-22T19:43:08.000Z',
  wasDelayed: false,
  state,
  settledAt,
  refusal: null,
});
const arrive: Task = { kind: 'arrive', stopId: 'p', stopKind: 'pickup' };
const complete: Task = { kind: 'complete', stopId: 'p', stopKind: 'pickup' };
const shown = (...actions: Action[]) =>
  stopsAfter(STOPS, HEARD_AT, actions).map(({ id, status, isWaiting }) => [id, status, isWaiting]);

test('what waits shows at once, marked as this phone’s word', () => {
  expect(shown(action(arrive, 'waiting'))).toEqual([
    ['p', 'arrived', true],
    ['d', 'planned', false],
  ]);
  expect(shown(action(arrive, 'waiting'), action(complete, 'waiting'))).toEqual([['d', 'planned', false]]);
});

test('what was sent shows until the stops have been heard anew', () => {
  expect(shown(action(complete, 'sent', HEARD_AT + 1))).toEqual([['d', 'planned', false]]);
  expect(shown(action(complete, 'sent', HEARD_AT - 1))).toHaveLength(2);
});

test('what was refused never happened', () => {
  expect(shown(action(complete, 'refused', HEARD_AT + 1))).toHaveLength(2);
});

test('giving an order back takes all of its stops away', () => {
  expect(shown(action({ kind: 'release', orderId: 'order', reason: 'flat tyre' }, 'waiting'))).toEqual([]);
});

test('an offer stays on the screen until a yes has been answered, and goes at once with a no', () => {
  const accept: Task = { kind: 'accept', offerId: 'o' };
  expect(isAnswered('o', [action(accept, 'waiting')])).toBe(false);
  expect(isAnswered('o', [action(accept, 'refused')])).toBe(true);
  expect(isAnswered('o', [action({ kind: 'decline', offerId: 'o', reason: 'pay' }, 'waiting')])).toBe(true);
});
