import { driverShiftId, driverShiftViewQuery } from '../contracts/driver-shift';
import { SHIFT_TRANSITIONS } from '../domain/shift/transitions';
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
    await eventually(async () => {
      const { status } = await bench.temporal.client.workflow.getHandle(driverShiftId(id)).describe();
      expect(status.name).toBe('COMPLETED');
    });
  }
}, 120_000);

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
