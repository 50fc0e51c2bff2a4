import type { WorkflowHandle } from '@temporalio/client';
import { MARKET_OPERATIONS } from '../contracts/market-operations';
import { eventually } from '../test/support/eventually';
import { timeSkippingEnvironment } from '../test/support/temporal';
import { marketBench, type MarketBench } from './market-bench.test-support';

let bench: MarketBench;
let operations: WorkflowHandle;
let sweeps: number;
let openOrders: number;

beforeAll(async () => {
  bench = await marketBench(timeSkippingEnvironment);
  bench.activities.sweepMarket = async () => {
    sweeps += 1;
    return { openOrders, lapsed: 0, restarted: 0, resumed: 0 };
  };
});
beforeEach(() => {
  sweeps = 0;
});
afterEach(() => operations.terminate());
afterAll(() => bench.close());

async function startOperations(): Promise<void> {
  operations = await bench.start(MARKET_OPERATIONS);
  await eventually(() => expect(sweeps).toBe(1));
}

test('a market with open orders is swept every few seconds', async () => {
  openOrders = 3;
  await startOperations();
  await bench.env.sleep(62_000);
  expect(sweeps).toBeGreaterThanOrEqual(11);
});

test('a quiet market is swept seldom', async () => {
  openOrders = 0;
  await startOperations();
  await bench.env.sleep(62_000);
  expect(sweeps).toBeGreaterThanOrEqual(2);
  expect(sweeps).toBeLessThanOrEqual(4);
});

test('a sweep that fails does not end the sweeping', async () => {
  openOrders = 1;
  const { sweepMarket } = bench.activities;
  bench.activities.sweepMarket = async (input) => {
    const swept = await sweepMarket(input);
    if (sweeps === 1) throw new Error('the database is away');
    return swept;
  };
  await startOperations();
  await bench.env.sleep(20_000);
  expect(sweeps).toBeGreaterThanOrEqual(3);
});
