import type { WorkflowHandle } from '@temporalio/client';
import type { RoundDone } from '../activities/matching';
import { MARKET_MATCHING, poolFilledSignal } from '../contracts/market-matching';
import { eventually } from '../test/support/eventually';
import { timeSkippingEnvironment } from '../test/support/temporal';
import { marketBench, type MarketBench } from './market-bench.test-support';

let bench: MarketBench;
let matching: WorkflowHandle;
let rounds: number;
const BATCH_WINDOW_MS = 10_000;
const done = (waiting = 0): RoundDone => ({
  roundNo: rounds,
  proposed: 0,
  reserved: 0,
  waiting,
  batchWindowMs: BATCH_WINDOW_MS,
});

beforeAll(async () => {
  bench = await marketBench(timeSkippingEnvironment);
});
beforeEach(() => {
  rounds = 0;
});
afterEach(() => matching.terminate());
afterAll(() => bench.close());

const startMatching = async (): Promise<void> => {
  matching = await bench.start(MARKET_MATCHING);
};
const untilRound = (expected: number): Promise<void> => eventually(() => expect(rounds).toBe(expected));
/** The workflow has got the answer of its last activity and waits again. */
const rests = (): Promise<void> =>
  eventually(async () => {
    const { events } = await matching.fetchHistory();
    expect(
      events?.at(-1)?.workflowTaskCompletedEventAttributes ?? events?.at(-1)?.timerStartedEventAttributes,
    ).toBeTruthy();
  });

test('a market whose pool is empty runs no round until it is called', async () => {
  bench.activities.runRound = async () => ((rounds += 1), done());
  await startMatching();
  await untilRound(1);
  await rests();
  await bench.env.sleep(240_000);
  expect(rounds).toBe(1);
  await matching.signal(poolFilledSignal);
  await bench.env.sleep(BATCH_WINDOW_MS + 1000);
  await untilRound(2);
});

test('it gathers orders for the batch window before a round', async () => {
  bench.activities.runRound = async () => ((rounds += 1), done());
  await startMatching();
  await untilRound(1);
  await rests();
  await matching.signal(poolFilledSignal);
  await bench.env.sleep(BATCH_WINDOW_MS - 2000);
  expect(rounds).toBe(1);
  await bench.env.sleep(3000);
  await untilRound(2);
});

test('a call while a round runs is not lost: another round follows', async () => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  bench.activities.runRound = async () => {
    rounds += 1;
    if (rounds === 1) await held;
    return done();
  };
  await startMatching();
  await untilRound(1);
  await matching.signal(poolFilledSignal);
  release();
  await rests();
  await bench.env.sleep(BATCH_WINDOW_MS + 1000);
  await untilRound(2);
});

test('while orders wait without a driver in sight it goes on by itself', async () => {
  bench.activities.runRound = async () => ((rounds += 1), done(rounds < 4 ? 2 : 0));
  await startMatching();
  await untilRound(1);
  await rests();
  await bench.env.sleep(3 * BATCH_WINDOW_MS + 1000);
  await untilRound(4);
  await rests();
  await bench.env.sleep(200_000);
  expect(rounds).toBe(4);
});

test('a lost call costs no more than the slow tick', async () => {
  bench.activities.runRound = async () => ((rounds += 1), done());
  await startMatching();
  await untilRound(1);
  await rests();
  await bench.env.sleep(300_000 + BATCH_WINDOW_MS + 1000);
  await untilRound(2);
});

test('a round that fails is tried again', async () => {
  bench.activities.runRound = async () => {
    rounds += 1;
    if (rounds < 3) throw new Error('the database is away');
    return done();
  };
  await startMatching();
  await bench.env.sleep(30_000);
  await untilRound(3);
});
