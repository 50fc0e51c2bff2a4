import * as wf from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { MarketOperations, MarketOperationsInput } from '../contracts/market-operations';

const { sweepMarket } = wf.proxyActivities<Activities>({
  startToCloseTimeout: '60 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
});
const { keepEtas, learnEtas, anticipate } = wf.proxyActivities<Activities>({
  startToCloseTimeout: '60 seconds',
  retry: { maximumAttempts: 2 },
});

const SWEEPS_PER_RUN = 1000;
/** What is learned from whole deliveries changes slowly. */
const SWEEPS_PER_LESSON = 60;

/**
 * Looks after a market: reservations that lapsed, orders that Temporal never heard of, orders whose workflow has closed,
 * a pool that nobody looks at, arrival times, what its days and drivers are like. Often while orders are open, seldom while there are none.
 */
export async function marketOperations({ marketId }: MarketOperationsInput): Promise<void> {
  for (let sweep = 0; sweep < SWEEPS_PER_RUN && !wf.workflowInfo().continueAsNewSuggested; sweep += 1) {
    const { openOrders } = await sweepMarket({ marketId });
    await estimate(marketId, openOrders, sweep);
    await wf.sleep(openOrders > 0 ? '5 seconds' : '30 seconds', { summary: 'until the next sweep' });
  }
  await wf.continueAsNew<MarketOperations>({ marketId });
}

/** Arrival times are worth a try each time, and never worth holding up what heals orders. */
async function estimate(marketId: string, openOrders: number, sweep: number): Promise<void> {
  try {
    if (openOrders > 0) await keepEtas({ marketId });
    if (sweep % SWEEPS_PER_LESSON !== 0) return;
    await learnEtas({ marketId });
    if (wf.patched('anticipate')) await anticipate({ marketId });
  } catch (error) {
    if (wf.isCancellation(error)) throw error;
    wf.log.warn('arrival times or expectations could not be kept', { marketId, error });
  }
}
