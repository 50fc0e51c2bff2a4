import { dispatchTests, type DispatchBench } from './dispatch-bench.test-support';
import { walkTogether } from './order-walks.test-support';
import { OrderWitness } from './order-witness.test-support';

const TOGETHER = 50;
const PART = 500;

const witness = new OrderWitness();
let bench: DispatchBench;
const skipping = dispatchTests((started) => (bench = started), { witness });

// In parts, and counted, so that whoever waits sees it get on.
for (const part of [1, 2, 3, 4, 5, 6]) {
  skipping(
    `three thousand workflows follow longer walks, have a next step always, and end: part ${part}`,
    async () => {
      for (let walked = 0; walked < PART; walked += TOGETHER) {
        await walkTogether(bench, witness, { seed: part * 10_000 + walked, orders: TOGETHER, ticks: 16 });
        process.stderr.write(`part ${part}: ${walked + TOGETHER} walks have ended\n`);
      }
      expect([...witness.violations.values()]).toEqual([]);
    },
    3_600_000,
  );
}
