import { driverShiftId, driverShiftViewQuery } from '../contracts/driver-shift';
import { SHIFT_TRANSITIONS } from '../domain/shift/transitions';
import { WALK_TERMS } from '../domain/shift/walk.test-support';
import { eventually } from '../test/support/eventually';
import { shiftBench, type ShiftBench } from './shift-bench.test-support';

let bench: ShiftBench;
beforeAll(async () => {
  bench = await shiftBench();
}, 60_000);
afterAll(() => bench.close());

test('the database moves drivers by the rows of the table', async () => {
  const rows = await bench.database.prisma.$queryRaw`
    SELECT request, from_availability AS "from", to_availability AS "to" FROM shift_transition ORDER BY 1, 2`;
  const table = SHIFT_TRANSITIONS.flatMap(({ request, from, to }) => from.map((one) => ({ request, from: one, to })));
  const key = (row: { request: string; from: string }): string => `${row.request} ${row.from}`;
  expect(rows).toEqual(table.sort((a, b) => (key(a) < key(b) ? -1 : 1)));
});

test('a hundred random walks through PostgreSQL and Temporal end each step where the rules say', async () => {
  await bench.walk(1, 100, 14);
  // Nothing left the table, and whoever is off has no shift whose workflow still runs.
  const strays = await bench.database.prisma.$queryRaw`
    SELECT e.id FROM event e LEFT JOIN shift_transition t
      ON t.request = e.data->>'request' AND t.from_availability = e.status_from AND t.to_availability = e.status_to
    WHERE e.type LIKE 'shift.%'
      AND CASE WHEN e.data->>'request' IS NULL THEN e.status_from <> e.status_to ELSE t.request IS NULL END`;
  expect(strays).toEqual([]);
  const ended = await bench.database.prisma.shift.findMany({ where: { status: 'ended' }, take: 20 });
  for (const { id } of ended) {
    await eventually(async () => expect(await bench.fateOf(id)).toBe('COMPLETED'));
  }
}, 600_000);

test('hours that are over are announced, end after what the driver has, and come back only after the rest', async () => {
  const { prisma } = bench.database;
  const terms = { ...WALK_TERMS, workMaxMs: 2_500, endReminderMs: 1_000, restMs: 3_600_000 };
  const { driverId, shift, stops } = await bench.busyDriver(terms);
  const shiftNow = () => prisma.shift.findUniqueOrThrow({ where: { id: shift.id } });
  await eventually(async () => expect((await shiftNow()).lastOrder).toBe('hours_limit'));
  const told = await prisma.event.findFirstOrThrow({ where: { subjectId: shift.id, type: 'shift.ends_soon' } });
  expect(told.data).toMatchObject({ why: 'hours_limit' });
  expect(told.occurredAt.getTime()).toBeGreaterThanOrEqual((await shiftNow()).mustEndAt!.getTime() - 1_000);
  expect(await shiftNow()).toMatchObject({ status: 'running', endedAt: null });
  const actor = { type: 'driver', id: driverId } as const;
  for (const id of stops) await bench.transitions.reportStop(id, driverId, 'complete', { occurredAt: null }, actor);
  const { endedAt, ...ended } = await shiftNow();
  expect(ended).toMatchObject({ status: 'ended', endReason: 'hours_limit' });
  await eventually(async () => expect(await bench.fateOf(shift.id)).toBe('COMPLETED'));
  const again = await bench.transitions.changeShift(driverId, { request: 'come_on', endsAt: null, terms }, actor);
  expect(again).toMatchObject({ done: false, code: 'rest_needed' });
  expect(Date.parse(again.until!)).toBe(endedAt!.getTime() + terms.restMs);
});

test('agreed hours call the driver, are missed without him after the grace, and called off end their workflow', async () => {
  const { prisma } = bench.database;
  const driverId = await bench.driver();
  const actor = { type: 'driver', id: driverId } as const;
  const plan = async (inMs: number): Promise<string> => {
    const from = new Date(Date.now() + inMs);
    const hours = { from, until: new Date(from.getTime() + 60_000), terms: { ...WALK_TERMS, graceMs: 500 } };
    return (await bench.transitions.planShift(driverId, hours, actor)).shift!.id;
  };
  const missed = await plan(300);
  const calledOff = await plan(3_600_000);
  await eventually(async () => expect(await bench.fateOf(calledOff)).toBe('RUNNING'));
  expect((await bench.transitions.cancelShift(calledOff, driverId, actor)).shift).toMatchObject({
    status: 'cancelled',
  });
  for (const id of [missed, calledOff]) await eventually(async () => expect(await bench.fateOf(id)).toBe('COMPLETED'));
  const types = (await prisma.event.findMany({ where: { driverId }, orderBy: { id: 'asc' } })).map(({ type }) => type);
  expect(types.filter((type) => /^shift\.(?!planned)/.test(type)).toSorted()).toEqual([
    'shift.begins',
    'shift.cancelled',
    'shift.missed',
  ]);
});

test('a shift whose workflow was closed by hand goes on in a new run', async () => {
  const { prisma } = bench.database;
  const running = await prisma.shift.findFirstOrThrow({ where: { status: 'running' } });
  const handle = bench.temporal.client.workflow.getHandle(driverShiftId(running.id));
  await handle.terminate('somebody clicked');
  await prisma.shift.update({
    where: { id: running.id },
    data: { endsAt: new Date(Date.now() - 60_000), lastOrder: null },
  });
  await prisma.$queryRaw`SELECT tell_late_shifts(${running.marketId}, 10000)`;
  await eventually(async () => {
    const view = await handle.query(driverShiftViewQuery);
    expect(view.shift?.lastOrder ?? view.shift?.status).toMatch(/off_time|ended/);
  });
});
