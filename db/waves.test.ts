import type { SettleOutcome } from '../domain/dispatch/outcome';
import { freshDatabase, type TestDatabase } from '../test/support/database';
import { createMarket, type TestMarket } from '../test/support/market';
import { createDatabase, type Database } from './client';
import { createDriverRecords } from './read-models/driver-record';
import { createTransitions, type Transitions } from './transitions';
import { addCrew, openWave, openWaveAtOnce } from './waves.test-support';

const SYSTEM = { type: 'system', id: 'test' } as const;
const CREW = 200;
const TIMES = 100;

let fresh: TestDatabase;
let database: Database;
let transitions: Transitions;
let market: TestMarket;
let crew: string[];
beforeAll(async () => {
  fresh = await freshDatabase();
  database = createDatabase({ url: fresh.url, poolSize: 16 });
  transitions = createTransitions(database.prisma);
});
beforeEach(async () => {
  market = await createMarket(database.prisma);
  crew = await addCrew(database.prisma, market.id, CREW);
});
afterAll(async () => {
  await database.close();
  await fresh.close();
});

const accept = ({ id, driverId }: { id: string; driverId: string }) =>
  transitions.settleOffer(id, 'accepted', { type: 'driver', id: driverId });

/** The same without the client's layers, which would take longer than the race itself. */
async function raceFor({ id, driverId }: { id: string; driverId: string }): Promise<SettleOutcome> {
  const { rows } = await database.pool.query<{ outcome: SettleOutcome }>({
    name: 'race',
    text: `SELECT settle_offer($1::uuid, 'accepted', jsonb_build_object('type', 'driver', 'id', $2::text)) AS outcome`,
    values: [id, driverId],
  });
  return rows[0]!.outcome;
}

test(`${CREW} drivers accept one order at once, ${TIMES} times over: one has it, the others are told that it is taken`, async () => {
  for (let time = 0; time < TIMES; time += 1) {
    const { orderId, offers } = await openWaveAtOnce(database.prisma, transitions, market, crew);
    expect(offers).toHaveLength(CREW);
    const answers = await Promise.all(offers.map(raceFor));
    const winners = answers.filter(({ done }) => done);
    expect(winners).toHaveLength(1);
    const others = answers.filter(({ done }) => !done);
    expect(new Set(others.map(({ code, offer }) => `${code} ${offer?.status} ${offer?.reason}`))).toEqual(
      new Set(['offer_closed withdrawn taken']),
    );
    expect(winners[0]?.order).toMatchObject({ status: 'assigned', driverId: winners[0]?.offer?.driverId, offer: null });
    expect(await database.prisma.assignment.count({ where: { orderId, endedAt: null } })).toBe(1);
    await transitions.cancelOrder(orderId, 'test', SYSTEM);
  }
  // Nobody's card is left, and who was too late has nothing on his record.
  expect(await database.prisma.offer.count({ where: { marketId: market.id, settledAt: null } })).toBe(0);
  expect(await database.prisma.offer.count({ where: { marketId: market.id, counted: true } })).toBe(TIMES);
}, 480_000);

test('everybody who is asked by a wave has it in his trail', async () => {
  const { orderId, offers } = await openWave(database.prisma, transitions, market, crew.slice(0, 5));
  await accept(offers[2]!);
  const told = async (driverId: string): Promise<string[]> => {
    const where = { orderId, driverId, type: { startsWith: 'offer.' } };
    return (await database.prisma.event.findMany({ where, orderBy: { id: 'asc' } })).map(({ type }) => type);
  };
  for (const { driverId } of offers)
    expect(await told(driverId)).toEqual([
      'offer.reserved',
      'offer.sent',
      ...(driverId === offers[2]!.driverId ? ['offer.accepted'] : []),
    ]);
});

test('a wave runs out for all at once: one call settles it, and only those who were shown it have missed it', async () => {
  const { orderId, offers } = await openWave(database.prisma, transitions, market, crew.slice(0, 20), 1);
  const shown = offers.slice(0, 5);
  await database.prisma.offer.updateMany({
    where: { id: { in: shown.map(({ id }) => id) } },
    data: { shownAt: new Date() },
  });
  await new Promise((resolve) => setTimeout(resolve, 5));
  const { order } = await transitions.settleDue(orderId, SYSTEM);
  expect(order).toMatchObject({ status: 'unassigned', offer: null, offersMade: 1 });
  const settled = await database.prisma.offer.groupBy({
    by: ['status', 'counted'],
    where: { marketId: market.id },
    _count: true,
  });
  expect(settled).toHaveLength(2);
  expect(settled).toEqual(
    expect.arrayContaining([expect.objectContaining({ status: 'expired', counted: true, _count: 5 })]),
  );
  const again = await transitions.settleDue(orderId, SYSTEM);
  expect(again.order?.version).toBe(order?.version);
});

test('a decline leaves the others asked, and a wave that is early is not settled', async () => {
  const { orderId, offers } = await openWave(database.prisma, transitions, market, crew.slice(0, 3));
  const [first, second, third] = offers as [(typeof offers)[0], (typeof offers)[0], (typeof offers)[0]];
  const declined = await transitions.settleOffer(
    first.id,
    'declined',
    { type: 'driver', id: first.driverId },
    { reason: 'pay' },
  );
  expect(declined.order).toMatchObject({ status: 'offered' });
  const early = await transitions.settleDue(orderId, SYSTEM);
  expect(early).toMatchObject({ done: false, code: 'too_early' });
  expect(early.waitMs).toBeGreaterThan(50_000);
  expect((await accept(second)).done).toBe(true);
  expect(await accept(third)).toMatchObject({ code: 'offer_closed', offer: { status: 'withdrawn', reason: 'taken' } });
});

test('acceptance counts answers and shown silence; what was withdrawn, unseen or nobody’s fault counts for nobody', async () => {
  const [driverId] = crew as [string];
  await transitions.changeShift(driverId, { request: 'ask_break', lengthMs: null }, { type: 'driver', id: driverId });
  const terms = {
    missedMax: null,
    noFaultReasons: ['safety'],
    breakReminderMs: 0,
    breakMaxMs: 1e9,
    graceMs: 0,
    workMaxMs: null,
    restMs: 0,
  };
  await database.prisma.shift.updateMany({ where: { driverId }, data: { terms } });
  await transitions.setAvailability(driverId, 'available', null, { type: 'driver', id: driverId });
  const ask = async (lifetimeMs?: number) => {
    const { orderId, offers } = await openWave(database.prisma, transitions, market, [driverId], lifetimeMs);
    return { orderId, offer: offers[0] as (typeof offers)[0] };
  };
  const decline = async (reason: string) =>
    transitions.settleOffer((await ask()).offer.id, 'declined', { type: 'driver', id: driverId }, { reason });
  await accept((await ask()).offer);
  await decline('pay');
  await decline('safety');
  await transitions.settleOffer((await ask()).offer.id, 'withdrawn', SYSTEM);
  const unseen = await ask(1);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await transitions.settleDue(unseen.orderId, SYSTEM);
  const seen = await ask(100);
  await transitions.markShown(driverId, [seen.offer.id]);
  await new Promise((resolve) => setTimeout(resolve, 110));
  await transitions.settleDue(seen.orderId, SYSTEM);
  expect(await createDriverRecords(database.prisma).score(driverId, new Date(0))).toMatchObject({
    accepted: 1,
    declined: 1,
    noFault: 1,
    missed: 1,
    neverShown: 1,
    withdrawn: 1,
  });
});
