import type { AvailabilityOutcome } from '../domain/dispatch/outcome';
import type { ShiftTerms } from '../domain/shift/terms';
import { randomOf, WALK_TERMS } from '../domain/shift/walk.test-support';
import { freshDatabase, type TestDatabase } from '../test/support/database';
import { createMarket, type TestMarket } from '../test/support/market';
import { createDatabase, type Database } from './client';
import { createTransitions, type Transitions } from './transitions';

const HOUR = 3_600_000;
const TERMS = { ...WALK_TERMS, workMaxMs: 8 * HOUR, restMs: 6 * HOUR };
/** Far enough ahead that nothing that is planned begins meanwhile. */
const DAY = Math.ceil(Date.now() / HOUR) * HOUR + 48 * HOUR;

let fresh: TestDatabase;
let database: Database;
let transitions: Transitions;
let market: TestMarket;
let driverId: string;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = createDatabase({ url: fresh.url, poolSize: 4 });
  transitions = createTransitions(database.prisma);
  market = await createMarket(database.prisma);
});
beforeEach(async () => {
  ({ id: driverId } = await database.prisma.driver.create({ data: { marketId: market.id, name: 'Marta' } }));
});
afterAll(async () => {
  await database.close();
  await fresh.close();
});

const actor = () => ({ type: 'driver', id: driverId }) as const;
/** Hours of the day ahead. */
const at = (hours: number): Date => new Date(DAY + hours * HOUR);
const plan = (from: Date, until: Date, terms: ShiftTerms = TERMS): Promise<AvailabilityOutcome> =>
  transitions.planShift(driverId, { from, until, terms }, actor());
const planned = async (from: number, until: number): Promise<void> => {
  expect(await plan(at(from), at(until))).toMatchObject({ done: true });
};
/** What is refused, in hours: `[limit, bound, planned, by]`. */
const limitsOf = ({ code, limits }: AvailabilityOutcome) => {
  expect(code).toBe('too_many_hours');
  /** A shift begins between two milliseconds. */
  const hours = (ms: number): number => Math.round(ms / 1_000) / 3_600;
  return limits?.map(({ limit, boundMs, plannedMs, byMs }) => [limit, ...[boundMs, plannedMs, byMs].map(hours)]);
};

test('exactly the most hours are agreed on, a millisecond more is refused and nothing is kept', async () => {
  const longer = await plan(at(0), new Date(at(8).getTime() + 1));
  expect(longer).toMatchObject({ code: 'too_many_hours', limits: [{ limit: 'work_max', byMs: 1 }] });
  expect(await database.prisma.shift.count({ where: { driverId } })).toBe(0);
  await planned(0, 8);
});

test('hours that fit alone add up when the rest between them is short; exactly the rest is one', async () => {
  await planned(0, 5);
  const refused = await plan(at(10), at(14));
  expect(limitsOf(refused)).toEqual([
    ['work_max', 8, 9, 1],
    ['rest', 6, 5, 1],
  ]);
  const [, rest] = refused.limits!;
  expect([rest!.beside!.from, rest!.beside!.until].map((text) => new Date(text))).toEqual([at(0), at(5)]);
  await planned(11, 15);
});

test('short rests are no fault while the hours fit together, to the last minute', async () => {
  await planned(0, 3);
  await planned(4, 7);
  await planned(8, 10);
  expect(limitsOf(await plan(at(12), at(12.5)))).toEqual([
    ['work_max', 8, 8.5, 0.5],
    ['rest', 6, 2, 4],
  ]);
});

test('hours between two others count with both, and what joins two stretches is refused', async () => {
  await planned(0, 4);
  await planned(12, 16);
  expect(limitsOf(await plan(at(7), at(9)))).toEqual([
    ['work_max', 8, 10, 2],
    ['rest', 6, 3, 3],
    ['rest', 6, 3, 3],
  ]);
});

test('called off or missed, hours do not count', async () => {
  const { shift } = await plan(at(0), at(8));
  expect(limitsOf(await plan(at(9), at(10)))).toHaveLength(2);
  await transitions.cancelShift(shift!.id, driverId, actor());
  await planned(9, 10);
  await database.prisma.shift.updateMany({
    where: { driverId, status: 'planned' },
    data: { status: 'missed', endedAt: at(9.25) },
  });
  await planned(11, 19);
});

test('where the market sets no maximum, any hours are agreed on', async () => {
  expect(await plan(at(0), at(30), { ...TERMS, workMaxMs: null })).toMatchObject({ done: true });
});

test('a shift that has ended counts with its hours until the rest has passed', async () => {
  const now = Date.now();
  const hours = { startedAt: new Date(now - 8 * HOUR), endedAt: new Date(now - HOUR) };
  await database.prisma.shift.create({
    data: { marketId: market.id, driverId, status: 'ended', terms: {}, ...hours },
  });
  const soon = (from: number, until: number) => plan(new Date(now + from * HOUR), new Date(now + until * HOUR));
  expect(limitsOf(await soon(2, 4))).toEqual([
    ['work_max', 8, 9, 1],
    ['rest', 6, 3, 3],
  ]);
  expect(await soon(5, 13)).toMatchObject({ done: true });
});

describe('a shift that runs', () => {
  const comeOn = async (endsAt: number | null): Promise<number> => {
    const outcome = await transitions.changeShift(
      driverId,
      {
        request: 'come_on',
        endsAt: endsAt === null ? null : new Date(Date.now() + endsAt * HOUR).toISOString(),
        terms: TERMS,
      },
      actor(),
    );
    return Date.parse(outcome.shift!.startedAt!);
  };
  const later = (start: number, from: number, until: number) =>
    plan(new Date(start + from * HOUR), new Date(start + until * HOUR));

  test('counts until its hours are over: what overlaps it, or follows without a rest, is refused', async () => {
    const start = await comeOn(null);
    expect(await later(start, 7, 9)).toMatchObject({ code: 'shift_overlaps' });
    expect(limitsOf(await later(start, 12, 14))).toEqual([
      ['work_max', 8, 10, 2],
      ['rest', 6, 4, 2],
    ]);
    expect(await later(start, 14, 22)).toMatchObject({ done: true });
  });

  test('counts until its off time when that is sooner', async () => {
    const start = await comeOn(3);
    expect(await later(start, 2, 4)).toMatchObject({ code: 'shift_overlaps' });
    expect(await later(start, 4, 8)).toMatchObject({ done: true });
    expect((await later(start, 9, 12)).code).toBe('too_many_hours');
  });
});

test('of two plans at once that break a limit together one is refused', async () => {
  const both = await Promise.all([plan(at(0), at(5)), plan(at(6), at(11))]);
  expect(both.filter(({ done }) => done)).toHaveLength(1);
  expect(both.find(({ done }) => !done)?.code).toBe('too_many_hours');
});

test('what was agreed on is answered as before when it is asked for again, beyond a limit set meanwhile too', async () => {
  await planned(0, 8);
  expect(await plan(at(0), at(8), { ...TERMS, workMaxMs: HOUR })).toMatchObject({ done: true });
});

test('whatever is planned, in any order, no stretch of work is longer than the maximum, and what fits is taken', async () => {
  const random = randomOf(7);
  const hours: [number, number][] = [];
  /** The longest stretch, counted the plain way. */
  const longest = (all: [number, number][]): number => {
    let worked = 0;
    let most = 0;
    let end = -Infinity;
    for (const [from, until] of all.toSorted(([a], [b]) => a - b)) {
      worked = (from - end >= 6 ? 0 : worked) + until - from;
      most = Math.max(most, worked);
      end = until;
    }
    return most;
  };
  const met = new Set<string>();
  for (let tries = 0; tries < 150; tries += 1) {
    const from = Math.floor(random() * 240) / 2;
    const until = from + Math.ceil(random() * 18) / 2;
    const isFree = hours.every(([a, b]) => b <= from || a >= until);
    const fits = longest([...hours, [from, until]]) <= 8;
    const isAsBefore = hours.some(([a, b]) => a === from && b === until);
    const { done, code } = await plan(at(from), at(until));
    const expected = isAsBefore ? 'done' : !isFree ? 'shift_overlaps' : fits ? 'done' : 'too_many_hours';
    expect([tries, done ? 'done' : code]).toEqual([tries, expected]);
    if (done && !isAsBefore) hours.push([from, until]);
    met.add(expected);
  }
  expect(met.size).toBe(3);
});
