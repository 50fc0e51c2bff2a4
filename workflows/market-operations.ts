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

// The next sweep is the next try.
const { keepZoneHealth, keepRollups } = wf.proxyActivities<Activities>({
  startToCloseTimeout: '60 seconds',
  retry: { maximumAttempts: 1 },
});
const { keepAudit } = wf.proxyActivities<Activities>({
  startToCloseTimeout: '120 seconds',
  retry: { maximumAttempts: 2 },
});

const SWEEPS_PER_RUN = 1000;
const SEAL_EVERY_MS = 60_000;
/** What is learned from whole deliveries changes slowly. */
const SWEEPS_PER_LESSON = 60;
/** Charts are worth a look back every half minute. */
const SWEEPS_PER_ROLLUP = 6;

/**
 * Looks after a market: reservations that lapsed, orders that Temporal never heard of, orders whose workflow has closed,
 * a pool that nobody looks at, arrival times, what its days and drivers are like, the health of zones, rollups, seals of
 * the audit trail. Often while orders are open, seldom while there are none.
 */
export async function marketOperations({ marketId }: MarketOperationsInput): Promise<void> {
  let sealedAt = 0;
  for (let sweep = 0; sweep < SWEEPS_PER_RUN && !wf.workflowInfo().continueAsNewSuggested; sweep += 1) {
    const { openOrders } = await sweepMarket({ marketId });
    await estimate(marketId, openOrders, sweep);
    if (wf.patched('insight')) await look(marketId, openOrders, sweep);
    if (wf.patched('audit') && Date.now() - sealedAt >= SEAL_EVERY_MS) {
      await seal(marketId);
      sealedAt = Date.now();
    }
    await wf.sleep(openOrders > 0 ? '5 seconds' : '30 seconds', { summary: 'until the next sweep' });
  }
  await wf.continueAsNew<MarketOperations>({ marketId });
}

/** What is not sealed this minute is sealed the next. */
async function seal(marketId: string): Promise<void> {
  try {
    await keepAudit({ marketId });
  } catch (error) {
    if (wf.isCancellation(error)) throw error;
    wf.log.warn('the audit trail could not be sealed', { marketId, error });
  }
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

/** What people look at; never worth holding up what heals orders. While nothing is open, each sweep is half a minute. */
async function look(marketId: string, openOrders: number, sweep: number): Promise<void> {
  try {
    await keepZoneHealth({ marketId });
    if (openOrders === 0 || sweep % SWEEPS_PER_ROLLUP === 0) await keepRollups({ marketId });
  } catch (error) {
    if (wf.isCancellation(error)) throw error;
    wf.log.warn('read models could not be kept', { marketId, error });
  }
}
