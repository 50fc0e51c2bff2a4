import * as wf from '@temporalio/workflow';
import type { Activities } from '../activities';
import * as contract from '../contracts/market-matching';

const { runRound } = wf.proxyActivities<Activities>({
  startToCloseTimeout: '60 seconds',
  heartbeatTimeout: '5 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' },
});

/** Looks at the pool even if nobody called: a lost call must not cost more than this. */
const SAFETY_TICK_MS = 300_000;
const ROUNDS_PER_RUN = 1000;

/** Gathers a market's pool for its batch window and runs rounds while orders wait; sleeps while the pool is empty. */
export async function marketMatching({ marketId }: contract.MarketMatchingInput): Promise<void> {
  let called = true; // A new run looks at once: it may have been started by the call.
  let batchWindowMs = 0;
  wf.setHandler(contract.poolFilledSignal, () => {
    called = true;
  });
  for (let round = 0; round < ROUNDS_PER_RUN && !wf.workflowInfo().continueAsNewSuggested; round += 1) {
    await wf.condition(() => called, SAFETY_TICK_MS);
    if (batchWindowMs > 0) await wf.sleep(batchWindowMs, { summary: 'batch window' });
    called = false; // Before the round reads the pool: what comes from now on calls again.
    const done = await runRound({ marketId });
    batchWindowMs = done.batchWindowMs;
    if (done.waiting > 0) called = true;
  }
  await wf.continueAsNew<contract.MarketMatching>({ marketId });
}
