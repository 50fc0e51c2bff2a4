import { shiftBench, type ShiftBench } from './shift-bench.test-support';

let bench: ShiftBench;
beforeAll(async () => {
  bench = await shiftBench();
}, 60_000);
afterAll(() => bench.close());

test('three thousand random walks through PostgreSQL and Temporal end each step where the rules say', async () => {
  await expect(bench.walk(10_001, 3_000, 25)).resolves.toBeUndefined();
}, 3_600_000);
