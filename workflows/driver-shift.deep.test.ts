import { shiftBench, type ShiftBench } from './shift-bench.test-support';

let bench: ShiftBench;
beforeAll(async () => {
  bench = await shiftBench();
}, 60_000);
afterAll(() => bench.close());

const WALKS = 500;

// In parts, so that whoever waits sees it get on: a part takes minutes, on a machine with other work an hour.
test.each([1, 2, 3, 4])(
  'of two thousand random walks through PostgreSQL and Temporal each step ends where the rules say, part %i',
  async (part) => {
    await bench.walk(part * 10_000, WALKS, 14);
    expect(bench.walked()).toBeGreaterThanOrEqual(WALKS);
    process.stdout.write(`${bench.walked()} walks have ended where the rules say\n`);
  },
  3_600_000,
);
