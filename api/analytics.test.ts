import { setTimeout as delay } from 'node:timers/promises';
import { createInsightActivities } from '../activities/insight';
import type * as http from '../contracts/http';
import { createEtaStore } from '../db/eta-store';
import { createInsightStore } from '../db/insight-store';
import { DURATION_BOUNDS } from '../domain/analytics/histogram';
import { scoredOf, scoreOf, scoreTable } from '../test/support/eta-recount';
import { eventually } from '../test/support/eventually';
import { recount, type Recount } from '../test/support/recount';
import { SYSTEM, useTestApi } from './api.test-support';
import { addDriver, openTown, placeOrder, sendOffer, type TestDriver, type Town } from './town.test-support';

/** A market whose clock runs so fast that a test lasts some hours of it, ending about now. */
const RATE = 1_000;
const PROMISED_S = 1_800;

const api = useTestApi();
let town: Town;
let drivers: TestDriver[];
let activities: ReturnType<typeof createInsightActivities>;
let orders = 0;

beforeAll(async () => {
  town = await openTown(api, { clock: { rate: RATE, offset_ms: Math.round(Date.now() * (1 - RATE)) } });
  drivers = await Promise.all(Array.from({ length: 4 }, () => addDriver(api, town)));
  const insight = createInsightStore(api.database.prisma);
  activities = createInsightActivities({ insight, relay: { nudge: () => {} } });
  for (let at = 0; at < 30; at += 1) await liveThrough(at);
  await rollUp();
}, 240_000);

/** Seeded: the same orders meet the same fates in every run. */
async function liveThrough(at: number): Promise<void> {
  const driver = drivers[at % drivers.length]!;
  await post(driver.token, '/v1/driver/locations', {
    points: [{ location: { lat: 38.71 + at / 2_000, lng: -9.14 }, recorded_at: new Date().toISOString() }],
  });
  const promised = { promised_at: new Date(Date.now() + (PROMISED_S * 1_000) / RATE).toISOString() };
  const dropoff = { name: 'Ana', address: 'Rua da Rosa 12', location: { lat: 38.72, lng: -9.15 }, ...promised };
  const id = await placeOrder(api, town, { dropoff });
  orders += 1;
  const fate = (at * 7) % 10;
  if (fate === 0) return void (await post(town.merchant, `/v1/orders/${id}/cancel`, {}));
  if (fate === 1) await escalate(id, at % 2 ? 'unassigned_too_long' : 'no_driver');
  if (fate === 2) {
    const declined = await sendOffer(api, id, driver.id);
    await post(driver.token, `/v1/driver/offers/${declined}/decline`, { reason: 'too_far' });
  }
  if (fate === 3) {
    const expiring = await sendOffer(api, id, driver.id, 1);
    await delay(5);
    await api.transitions.settleOffer(expiring, 'expired', SYSTEM);
  }
  const next = drivers[(at + 1) % drivers.length]!;
  if (fate === 4) {
    await accept(id, driver);
    await post(driver.token, `/v1/driver/orders/${id}/release`, { reason: 'flat tyre' });
  }
  if (fate === 5) {
    await post(town.ops, `/v1/ops/orders/${id}/assign`, { driver_id: next.id, force: true, reason: 'by phone' });
  } else {
    await accept(id, next);
  }
  if (fate === 6) return void (await post(town.ops, `/v1/ops/orders/${id}/cancel`, { reason: 'closed' }));
  await tellEtas(id, at);
  await deliver(id, next, at);
  if (at % 3 === 0) await rate(id, 1 + (at % 5));
}

const post = async (as: string, path: string, body: object): Promise<unknown> => {
  const { status, body: answer } = await api.call('POST', path, { as, body });
  if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
  return answer;
};
async function accept(id: string, driver: TestDriver): Promise<void> {
  await post(driver.token, `/v1/driver/offers/${await sendOffer(api, id, driver.id)}/accept`, {});
}
async function escalate(id: string, reason: string): Promise<void> {
  const { version } = await api.database.prisma.order.findUniqueOrThrow({ where: { id } });
  const budget = { orderBudgetMinor: 0, dayBudgetMinor: 0 };
  const actions = [{ kind: 'escalate' as const }];
  await api.transitions.climbLadder(id, { version, rung: 1, reason, deadlineMs: 600_000, actions, ...budget }, SYSTEM);
}
/** Every fourth waits in a dead zone before it is told: its delivery counts when it was, not when it was heard of. */
async function deliver(id: string, driver: TestDriver, at: number): Promise<void> {
  const { stops } = (await api.call('GET', '/v1/driver/route', { as: driver.token })).body;
  const own = stops.filter(({ order_id }: { order_id: string }) => order_id === id);
  for (const stop of own) {
    const occurred_at = new Date().toISOString();
    if (at % 4 === 0) await delay(20);
    await post(driver.token, `/v1/driver/stops/${stop.id}/complete`, at % 4 === 0 ? { occurred_at } : {});
  }
}
/** Times told of it, by what was known and how far ahead; some hold, some do not. */
async function tellEtas(orderId: string, at: number): Promise<void> {
  const givenAt = new Date();
  const after = (marketS: number): Date => new Date(givenAt.getTime() + (marketS * 1_000) / RATE);
  for (const [nth, stage] of (['unassigned', 'assigned', 'carried'] as const).entries()) {
    const ahead = 100 + ((at * 617 + nth * 331) % 3_000);
    const [low, median, high] = [after(ahead - 200), after(ahead), after(ahead + 300)];
    const told = { stage, givenAt, low, median, high, rawLow: low, rawMedian: median, rawHigh: high };
    const beside = { lateRisk: ((at * 13) % 101) / 100, holds: 'yes', modelVersion: 0, kitchenLoad: 0, marketLoad: 0 };
    await api.database.prisma.etaGiven.create({ data: { orderId, marketId: town.marketId, ...told, ...beside } });
  }
}
async function rate(orderId: string, stars: number): Promise<void> {
  await api.database.prisma.orderRating.create({ data: { orderId, stars } });
}
async function rollUp(): Promise<void> {
  while ((await activities.keepRollups({ marketId: town.marketId })).left > 0);
}

// A test reads the fields that it knows are there.
// oxlint-disable-next-line typescript/no-explicit-any
const read = async (report: string, query = ''): Promise<Record<string, any>> =>
  (await api.call('GET', `/v1/ops/analytics/${report}?market_id=${town.marketId}&${query}`, { as: town.ops })).body;
/** Everything that has happened, in whole quarters. */
const ALL = (): string => `from=${new Date(Date.now() - 3_600_000).toISOString()}`;
const seconds = (realS: number): number => realS * RATE;

describe('the figures of a market', () => {
  let raw: Recount;
  let answer: Record<string, any>; // oxlint-disable-line typescript/no-explicit-any
  beforeAll(async () => {
    answer = await read('operations', ALL());
    raw = await recount(api.database.prisma, town.marketId, new Date(answer.from), new Date(answer.to));
  });
  const value = (key: string): number => answer.figures[key].value;

  it('equal a slow recount from raw events', () => {
    expect(raw.placed).toBe(orders);
    const counted = Object.fromEntries(
      [
        'placed',
        'delivered',
        'returned',
        'cancelled',
        'undeliverable',
        'accepted',
        'declined',
        'expired',
        'forced',
        'reassigned',
      ].map((key) => [key, value(key)]),
    );
    const { assignS: _a, lateS: _l, onTime, neverAssigned, escalations, onlineS: _o, busyS: _b, ...counts } = raw;
    expect(counted).toEqual(counts);
    expect(Math.min(raw.cancelled, raw.declined, raw.expired, raw.forced, raw.reassigned)).toBeGreaterThan(0);
    const ended = raw.delivered + raw.cancelled + raw.returned + raw.undeliverable;
    expect(value('unassigned_share')).toBeCloseTo(neverAssigned / ended, 3);
    expect(value('on_time_share')).toBeCloseTo(onTime / raw.delivered, 3);
    expect(value('acceptance')).toBeCloseTo(raw.accepted / (raw.accepted + raw.declined + raw.expired), 3);
    const causes = answer.escalations_by.map(({ key, count }: { key: string; count: number }) => [key, count]);
    expect(Object.fromEntries(causes)).toEqual(escalations);
  });

  it('equal it bucket by bucket', async () => {
    const { series } = await read('operations', `${ALL()}&bucket=quarter`);
    expect(series.length).toBeGreaterThan(2);
    for (const { at, values } of series) {
      const until = new Date(Date.parse(at) + 900_000 / RATE);
      const part = await recount(api.database.prisma, town.marketId, new Date(at), until);
      expect([at, values.placed, values.delivered, values.reassigned]).toEqual([
        at,
        part.placed,
        part.delivered,
        part.reassigned,
      ]);
    }
  });

  it('have every bucket of the period, and beside each the same stretch of the period before, counted as slowly', async () => {
    const { prisma } = api.database;
    const [first, last] = [Date.parse(answer.figures_since), Date.now()];
    const quarterMs = 900_000 / RATE;
    // A period that begins in the middle of what has happened: the one before it has the other half.
    const from = first + Math.floor((last - first) / quarterMs / 2) * quarterMs;
    const half = await read('operations', `from=${new Date(from).toISOString()}&bucket=hour`);
    const lengthMs = Date.parse(half.to) - Date.parse(half.from);
    let [sum, before] = [0, 0];
    for (const [at, bucket] of half.series.entries()) {
      const until = half.series[at + 1]?.at ?? half.to;
      expect(Date.parse(bucket.at) - Date.parse(bucket.previous.at)).toBeCloseTo(lengthMs, -1);
      const earlier = new Date(Date.parse(until) - lengthMs);
      const part = await recount(prisma, town.marketId, new Date(bucket.previous.at), earlier);
      const isKnown = earlier.getTime() > first + 1;
      expect([bucket.previous.local, bucket.previous.values.placed]).toEqual([
        bucket.previous.local,
        isKnown ? part.placed : null,
      ]);
      sum += bucket.values.placed;
      before += bucket.previous.values.placed ?? 0;
    }
    expect(before).toBeGreaterThan(0);
    expect([sum, before]).toEqual([half.figures.placed.value, half.figures.placed.previous]);
  });

  it('say nothing, not zero, of the time before the market had any', async () => {
    const { figures, series, time_to_assign, figures_since } = answer;
    expect(figures.placed).toEqual({ value: orders, previous: null });
    expect(series[0].at).toBe(figures_since);
    for (const { previous } of series) expect(Object.values(previous.values).every((at) => at === null)).toBe(true);
    for (const { previous } of time_to_assign) expect(previous).toBeNull();
    const { hours, figures: people } = await read('drivers', ALL());
    expect([people.online_s.previous, hours[0].previous.utilisation]).toEqual([null, null]);
  });

  it('have distributions whose percentiles are in the bucket of the exact ones', () => {
    const bucket = (s: number) => DURATION_BOUNDS.findIndex((bound) => s < bound);
    const exact = (values: number[], share: number) =>
      values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1]!;
    expect(Math.abs(bucket(value('assign_p50_s')) - bucket(seconds(exact(raw.assignS, 0.5))))).toBeLessThanOrEqual(1);
    expect(Math.abs(bucket(value('assign_p90_s')) - bucket(seconds(exact(raw.assignS, 0.9))))).toBeLessThanOrEqual(1);
    const mean = raw.assignS.reduce((sum, s) => sum + s, 0) / raw.assignS.length;
    expect(value('assign_mean_s') / seconds(mean)).toBeCloseTo(1, 1);
  });

  it('have the time of drivers at work', () => {
    // The last quarter goes on while the test looks.
    expect(value('online_s') / seconds(raw.onlineS)).toBeGreaterThan(0.8);
    expect(value('online_s') / seconds(raw.onlineS)).toBeLessThan(1.2);
    expect(value('busy_s') / seconds(raw.busyS)).toBeGreaterThan(0.9);
    expect(value('busy_s') / seconds(raw.busyS)).toBeLessThan(1.1);
  });

  it('are the same by zone, by cell, by hour and by driver', async () => {
    const [zones, people] = await Promise.all([read('zones', ALL()), read('drivers', ALL())]);
    const add = (rows: any[], of: (row: any) => number) => rows.reduce((sum, row) => sum + of(row), 0); // oxlint-disable-line typescript/no-explicit-any
    expect(add(zones.zones, ({ figures }) => figures.placed.value)).toBe(raw.placed);
    expect(add(zones.cells, ({ placed }) => placed)).toBe(raw.placed);
    expect(add(zones.hours, ({ values }) => values.delivered)).toBe(raw.delivered);
    expect(add(people.drivers, ({ figures }) => figures.delivered.value)).toBe(raw.delivered);
    expect(add(people.drivers, ({ figures }) => figures.accepted.value)).toBe(raw.accepted);
    expect(zones.cells[0].outline.coordinates[0].length).toBeGreaterThan(5);
    expect(people.drivers).toHaveLength(drivers.length);
  });

  it('name the ratings and how orders ended that had changed hands', () => {
    const ratings = answer.stars.reduce((sum: number, { count }: { count: number }) => sum + count, 0);
    expect([ratings, value('ratings')]).toEqual([value('ratings'), ratings]);
    expect(value('rating_mean')).toBeGreaterThan(1);
    expect(answer.reassigned_ended.map(({ key }: { key: string }) => key)).toContain('delivered');
    expect(Object.keys(answer.definitions)).toEqual(Object.keys(answer.figures));
  });
});

describe('how true the told times were', () => {
  it('is the same as scored one by one, by stage and lead time, and so are the promises', async () => {
    const answer = await read('eta', ALL());
    const { prisma } = api.database;
    const period = { from: new Date(answer.from), to: new Date(answer.to) };
    const told = await createEtaStore(prisma).scoredEtas(town.marketId, period, 10_000);
    const scored = scoredOf(told, { rate: RATE, offsetMs: 0 });
    expect(scored.length).toBeGreaterThan(30);
    const table = scoreTable(scored);
    expect(answer.rows.map((row: http.EtaAnalytics['rows'][number]) => [row.stage, row.lead_min, row.count])).toEqual(
      table.map(({ stage, lead, count }) => [stage, lead, count]),
    );
    for (const [at, { within5Min, meanAbsErrorS, biasS }] of table.entries()) {
      expect(answer.rows[at].within_5_min).toBeCloseTo(within5Min, 3);
      // Scores are made of milliseconds, which are seconds of this market; rollups of microseconds.
      expect(Math.abs(answer.rows[at].mean_abs_error_s - meanAbsErrorS)).toBeLessThan(RATE / 1_000);
      expect(Math.abs(answer.rows[at].bias_s - biasS)).toBeLessThan(RATE / 1_000);
    }
    const all = scoreOf(scored)!;
    expect(answer.all.coverage_10_90).toBeCloseTo(all.coverage, 3);
    expect(answer.all.before_low + answer.all.coverage_10_90 + answer.all.after_high).toBeCloseTo(1, 3);
    expect(answer.all_before).toBeNull();
    const etas = await prisma.etaGiven.findMany({
      where: { order: { marketId: town.marketId, status: 'delivered' } },
      include: { order: true },
    });
    for (const { risk_from, count, late_share } of answer.promises) {
      const ofTenth = etas.filter(
        ({ lateRisk }) => Math.min(9, Math.floor(lateRisk * 10)) === Math.round(risk_from * 10),
      );
      const late = ofTenth.filter(({ order }) => order.endedAt! > order.promisedAt).length;
      expect([risk_from, count, late_share]).toEqual([
        risk_from,
        ofTenth.length,
        Math.round((late / ofTenth.length) * 10_000) / 10_000,
      ]);
    }
  });

  it('comes as a table, too, with a definition of every figure', async () => {
    const answer = await read('eta', ALL());
    for (const figure of Object.keys(answer.all)) expect(answer.definitions[figure].text).toMatch(/./);
    for (const [table, head] of [
      ['leads', 'stage,lead_from_min'],
      ['promises', 'risk_from,risk_to'],
    ] as const) {
      const path = `/v1/ops/analytics/eta?market_id=${town.marketId}&${ALL()}&format=csv&table=${table}`;
      const csv = await fetch(api.url + path, { headers: { authorization: `Bearer ${town.ops}` } });
      expect((await csv.text()).startsWith(head)).toBe(true);
    }
  });
});

describe('what has ended in the last day', () => {
  it('is on the board as it is in the orders, from rollups and from what they do not cover yet', async () => {
    const prisma = api.database.prisma;
    await eventually(async () => {
      const { counts } = (await api.call('GET', `/v1/ops/board?market_id=${town.marketId}`, { as: town.ops })).body;
      const [day] = await prisma.$queryRaw<{ since: Date }[]>`
        SELECT to_real_time(m, quarter_of(m, now() - interval '1 day' / m.clock_rate)) AS since FROM market m WHERE id = ${town.marketId}`;
      for (const status of ['delivered', 'cancelled']) {
        const where = { marketId: town.marketId, status, endedAt: { gte: day!.since } };
        expect([status, counts.orders[status]]).toEqual([status, await prisma.order.count({ where })]);
      }
      expect(counts.orders.delivered).toBeGreaterThan(0);
    });
  });
});

describe('rollups', () => {
  // Of the quarter that goes on while the test looks the time at work still rises.
  const rows = () =>
    api.database.prisma.rollup.findMany({
      where: { marketId: town.marketId, placed: { gt: 0 } },
      omit: { onlineS: true, busyS: true },
      orderBy: [{ quarter: 'asc' }, { zoneId: 'asc' }, { cell: 'asc' }],
    });

  it('come to the same when they are worked out again', async () => {
    const before = await rows();
    await api.database.prisma.readModelState.deleteMany({});
    await rollUp();
    expect(await rows()).toEqual(before);
  });

  it('are corrected by facts that come late', async () => {
    const driver = drivers[0]!;
    const id = await placeOrder(api, town);
    await accept(id, driver);
    const reached = new Date();
    await delay((3 * 900_000) / RATE);
    await rollUp();
    const before = (await read('operations', ALL())).figures.delivered.value;
    const { stops } = (await api.call('GET', '/v1/driver/route', { as: driver.token })).body;
    for (const stop of stops) {
      await post(driver.token, `/v1/driver/stops/${stop.id}/complete`, { occurred_at: reached.toISOString() });
    }
    await rollUp();
    const { series, figures } = await read('operations', `${ALL()}&bucket=quarter`);
    expect(figures.delivered.value).toBe(before + 1);
    const then = series.findLast(({ at }: { at: string }) => Date.parse(at) <= reached.getTime() + 1);
    const raw = await recount(
      api.database.prisma,
      town.marketId,
      new Date(then.at),
      new Date(Date.parse(then.at) + 900_000 / RATE),
    );
    expect([then.values.delivered, then.values.delivered > 0]).toEqual([raw.delivered, true]);
  });

  it('are found by the plain statement that a page sends', async () => {
    const csv = await fetch(`${api.url}/v1/ops/analytics/operations?market_id=${town.marketId}&${ALL()}&format=csv`, {
      headers: { authorization: `Bearer ${town.ops}` },
    });
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(csv.headers.get('content-disposition')).toContain(`operations-${town.marketId}.csv`);
    const [head, ...lines] = (await csv.text()).trim().split('\r\n');
    expect(head).toMatch(/^at,local,placed,delivered.*,previous_at,previous_local,previous_placed/);
    const placed = lines.reduce((sum, line) => sum + Number(line.split(',')[2]), 0);
    expect(placed).toBe((await read('operations', ALL())).figures.placed.value);
  });

  it('have the same buckets in the database as in the code', async () => {
    const [row] = await api.database.prisma.$queryRaw<{ bounds: number[] }[]>`SELECT duration_bounds() AS bounds`;
    expect(row!.bounds).toEqual(DURATION_BOUNDS);
  });
});

it('an empty market has figures of nothing, and a foreign one none', async () => {
  const empty = await openTown(api);
  const path = `/v1/ops/analytics/operations?market_id=${empty.marketId}`;
  const { body } = await api.call('GET', path, { as: town.ops });
  expect([body.figures.placed.value, body.figures.acceptance.value, body.series]).toEqual([0, null, []]);
  expect((await api.call('GET', '/v1/ops/analytics/zones?market_id=nowhere', { as: town.ops })).status).toBe(404);
  const backwards = `${path}&from=2030-01-02T00:00:00Z&to=2030-01-01T00:00:00Z`;
  expect((await api.call('GET', backwards, { as: town.ops })).status).toBe(422);
});
