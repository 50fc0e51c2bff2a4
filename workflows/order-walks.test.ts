import { dispatchTests, type DispatchBench } from './dispatch-bench.test-support';
import { walkTogether } from './order-walks.test-support';
import { OrderWitness } from './order-witness.test-support';

const witness = new OrderWitness();
let bench: DispatchBench;
const skipping = dispatchTests((started) => (bench = started), { witness });

skipping('a hundred workflows follow random messages and deadlines, have a next step always, and end', async () => {
  for (const seed of [1, 51]) await walkTogether(bench, witness, { seed, orders: 50, ticks: 10 });
  expect([...witness.violations.values()]).toEqual([]);
});
