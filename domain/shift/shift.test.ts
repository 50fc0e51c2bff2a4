import { judge } from './shift';
import { OFF, type ShiftInput, type ShiftState } from './state';
import type { ShiftTerms } from './terms';
import { walkOf, WALK_TERMS } from './walk.test-support';
import { Witness } from './witness.test-support';

const NOON = Date.UTC(2026, 5, 1, 12);

/** Walks and lets the witness look at every step; answers how often each availability was met. */
function walk(seed: number, length: number): Map<string, number> {
  const witness = new Witness();
  const met = new Map<string, number>();
  let state = OFF;
  let nowMs = NOON;
  const take = (input: ShiftInput): void => {
    const judged = judge(state, input, { terms: WALK_TERMS, nowMs });
    witness.check(state, input, judged);
    state = judged.state;
    met.set(state.availability, (met.get(state.availability) ?? 0) + 1);
  };
  for (const { input, afterMs } of walkOf(
    seed,
    length,
    () => state,
    () => nowMs,
  )) {
    nowMs += afterMs;
    take({ kind: 'pass_time' });
    take(input);
  }
  return met;
}

test('ten thousand random walks never leave the table, lose a break or an order, or ask who must not be asked', () => {
  const met = new Map<string, number>();
  for (let seed = 1; seed <= 10_000; seed += 1) {
    for (const [availability, times] of walk(seed, 40)) met.set(availability, (met.get(availability) ?? 0) + times);
  }
  for (const availability of ['available', 'on_break', 'paused', 'offline']) {
    expect(met.get(availability)).toBeGreaterThan(1000);
  }
});

const MINUTE = 60_000;
const TERMS: ShiftTerms = {
  missedMax: 3,
  noFaultReasons: ['safety'],
  breakReminderMs: MINUTE,
  endReminderMs: 15 * MINUTE,
  breakMaxMs: 60 * MINUTE,
  graceMs: 10 * MINUTE,
  workMaxMs: 480 * MINUTE,
  restMs: 60 * MINUTE,
};

const at = (minutes: number) => ({ terms: TERMS, nowMs: NOON + minutes * MINUTE });
const story = (...steps: [minutes: number, ShiftInput][]): ShiftState =>
  steps.reduce((state, [minutes, input]) => judge(state, input, at(minutes)).state, OFF);
const on: [number, ShiftInput] = [0, { kind: 'come_on', endsAt: null }];
const takes = (order: number): [number, ShiftInput][] => [
  [1, { kind: 'offer' }],
  [1, { kind: 'accept', order }],
];
const missesOne: [number, ShiftInput][] = [
  [1, { kind: 'offer' }],
  [1, { kind: 'show_offer' }],
  [2, { kind: 'expire' }],
];

test('a break asked for mid-route starts after the current stop, and no offer arrives meanwhile', () => {
  const asked = story(on, ...takes(1), [2, { kind: 'ask_break', lengthMs: 600_000 }]);
  expect(asked).toMatchObject({ availability: 'available', asked: { afterStop: '1/pickup' } });
  expect(judge(asked, { kind: 'offer' }, at(3)).refused).toBe('driver_not_available');
  const begun = judge(asked, { kind: 'finish_stop' }, at(4)).state;
  expect(begun).toMatchObject({ availability: 'on_break', breakEndsAt: at(14).nowMs, stops: [{ id: '1/dropoff' }] });
  expect(judge(begun, { kind: 'pass_time' }, at(13)).state).toMatchObject({ availability: 'on_break', reminded: true });
  expect(judge(begun, { kind: 'pass_time' }, at(14)).state.availability).toBe('available');
});

test('three missed offers in a row pause the driver, one tap brings him back', () => {
  const paused = story(on, ...missesOne, ...missesOne, ...missesOne);
  expect(paused).toMatchObject({ availability: 'paused', pausedFor: 'missed_offers' });
  const back = judge(paused, { kind: 'come_on', endsAt: null }, at(5)).state;
  expect(back).toMatchObject({ availability: 'available', missedInRow: 0, pausedFor: null });
});

test('an offer that was not shown is not missed, and an answer begins the count anew', () => {
  const unseen: [number, ShiftInput][] = [
    [1, { kind: 'offer' }],
    [2, { kind: 'expire' }],
  ];
  expect(story(on, ...unseen, ...unseen, ...unseen)).toMatchObject({ availability: 'available', missedInRow: 0 });
  expect(story(on, ...missesOne, ...missesOne, [3, { kind: 'offer' }], [3, { kind: 'decline' }]).missedInRow).toBe(0);
});

test('going off with orders aboard asks for a hand-over, and goods in hand keep the driver on', () => {
  const aboard = story(on, ...takes(1), ...takes(2));
  expect(judge(aboard, { kind: 'go_off', handOver: false }, at(3)).refused).toBe('orders_aboard');
  expect(judge(aboard, { kind: 'go_off', handOver: true }, at(3)).state).toMatchObject({
    availability: 'offline',
    stops: [],
  });
  const carrying = judge(aboard, { kind: 'finish_stop' }, at(3)).state;
  expect(judge(carrying, { kind: 'go_off', handOver: true }, at(4)).refused).toBe('goods_aboard');
});

test('the last order is finished, then the shift ends by itself', () => {
  const last = story(on, ...takes(1), [2, { kind: 'last_order', on: true }]);
  expect(last).toMatchObject({ availability: 'available', lastOrder: 'driver' });
  const finish: ShiftInput = { kind: 'finish_stop' };
  expect(judge(judge(last, finish, at(3)).state, finish, at(4)).state.availability).toBe('offline');
});

test('before the end comes a reminder, whichever end is the next, and again when it has moved', () => {
  const until = (minutes: number): [number, ShiftInput] => [0, { kind: 'come_on', endsAt: at(minutes).nowMs }];
  const reminded = (state: ShiftState, minutes: number): boolean =>
    judge(state, { kind: 'pass_time' }, at(minutes)).state.endReminded;
  const short = story(until(60));
  expect([reminded(short, 44), reminded(short, 45)]).toEqual([false, true]);
  const long = story(until(600));
  expect([reminded(long, 464), reminded(long, 465)]).toEqual([false, true]);
  const longer = story(until(60), [46, { kind: 'pass_time' }], [47, { kind: 'come_on', endsAt: at(90).nowMs }]);
  expect([reminded(longer, 74), reminded(longer, 75)]).toEqual([false, true]);
});

test('who has said that this is his last order needs no reminder', () => {
  const last = story(on, ...takes(1), [2, { kind: 'last_order', on: true }]);
  expect(judge(last, { kind: 'pass_time' }, at(479)).state.endReminded).toBe(false);
});

test('hours count over short absences, and after the maximum only a rest helps', () => {
  const hours = (n: number): number => n * 60;
  const spent = story(
    on,
    [hours(5), { kind: 'go_off', handOver: false }],
    [hours(5) + 30, { kind: 'come_on', endsAt: null }],
  );
  expect(spent.mustEndAt).toBe(at(hours(8) + 30).nowMs);
  const over = judge(spent, { kind: 'pass_time' }, at(hours(9))).state;
  expect(over.availability).toBe('offline');
  expect(judge(over, { kind: 'come_on', endsAt: null }, at(hours(9) + 30)).refused).toBe('rest_needed');
  expect(judge(over, { kind: 'come_on', endsAt: null }, at(hours(10))).refused).toBeNull();
});
