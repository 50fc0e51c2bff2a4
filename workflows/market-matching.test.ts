import type { WorkflowHandle } from '@temporalio/client';
import type { RoundDone } from '../activities/matching';
import { MARKET_MATCHING, poolFilledSignal } from '../contracts/market-matching';
import { eventually } from '../test/support/eventually';
import { skippingTests } from '../test/support/skipping-time';
import { timeSkippingEnvironment } from '../test/support/temporal';
import { marketBench, type MarketBench } from './market-bench.test-support';

let bench: MarketBench;
const skipping = skippingTests({
  start: () => marketBench(timeSkippingEnvironment),
  use: (started) => (bench = started),
});

const BATCH_WINDOW_MS = 10_000;
const done = (waiting = 0): RoundDone => ({
  roundNo: 1,
  proposed: 0,
  applied: 0,
  reserved: 0,
  waiting,
  batchWindowMs: BATCH_WINDOW_MS,
});

interface Matching {
  handle: WorkflowHandle;
  rounds(): number;
  untilRound(expected: number): Promise<void>;
}

async function startMatching(round: (roundNo: number) => Promise<RoundDone> | RoundDone): Promise<Matching> {
  let rounds = 0;
  const runRound = async (): Promise<RoundDone> => round((rounds += 1));
  return {
    handle: await bench.start(MARKET_MATCHING, { runRound }),
    rounds: () => rounds,
    untilRound: (expected) => eventually(() => expect(rounds).toBe(expected)),
  };
}

/** The workflow has got the answer of its last activity and waits again. */
const rests = ({ handle }: Matching): Promise<void> =>
  eventually(async () => {
    const { events } = await handle.fetchHistory();
    expect(
      events?.at(-1)?.workflowTaskCompletedEventAttributes ?? events?.at(-1)?.timerStartedEventAttributes,
    ).toBeTruthy();
  });

skipping('a market whose pool is empty runs no round until it is called', async () => {
  const matching = await startMatching(() => done());
  await matching.untilRound(1);
  await rests(matching);
  await bench.pass(240_000);
  expect(matching.rounds()).toBe(1);
  await matching.handle.signal(poolFilledSignal);
  await bench.pass(BATCH_WINDOW_MS + 1000);
  await matching.untilRound(2);
});

skipping('it gathers orders for the batch window before a round', async () => {
  const matching = await startMatching(() => done());
  await matching.untilRound(1);
  await rests(matching);
  await matching.handle.signal(poolFilledSignal);
  await bench.pass(BATCH_WINDOW_MS - 2000);
  expect(matching.rounds()).toBe(1);
  await bench.pass(3000);
  await matching.untilRound(2);
});

skipping('a call while a round runs is not lost: another round follows', async () => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const matching = await startMatching(async (roundNo) => {
    if (roundNo === 1) await held;
    return done();
  });
  await matching.untilRound(1);
  await matching.handle.signal(poolFilledSignal);
  release();
  await rests(matching);
  await bench.pass(BATCH_WINDOW_MS + 1000);
  await matching.untilRound(2);
});

skipping('while orders wait without a driver in sight it goes on by itself', async () => {
  const matching = await startMatching((roundNo) => done(roundNo < 4 ? 2 : 0));
  await matching.untilRound(1);
  await rests(matching);
  await bench.pass(3 * BATCH_WINDOW_MS + 1000);
  await matching.untilRound(4);
  await rests(matching);
  await bench.pass(200_000);
  expect(matching.rounds()).toBe(4);
});

skipping('a lost call costs no more than the slow tick', async () => {
  const matching = await startMatching(() => done());
  await matching.untilRound(1);
  await rests(matching);
  await bench.pass(300_000 + BATCH_WINDOW_MS + 1000);
  await matching.untilRound(2);
});

skipping('a round that fails is tried again', async () => {
  const matching = await startMatching((roundNo) => {
    if (roundNo < 3) throw new Error('the database is away');
    return done();
  });
  await bench.pass(30_000);
  await matching.untilRound(3);
});
