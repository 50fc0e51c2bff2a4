import * as wf from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { MarketOperations, MarketOperationsInput } from '../contracts/market-operations';

const { sweepMarket } = wf.proxyActivities<Activities>({
  startToCloseTimeout: '60 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
});

const SWEEPS_PER_RUN = 1000;

/**
 * Looks after a market: reservations that lapsed, orders that Temporal never heard of, orders whose workflow has closed,
 * a pool that nobody looks at. Often while orders are open, seldom while there are none.
 */
export async function marketOperations({ marketId }: MarketOperationsInput): Promise<void> {
  for (let sweep = 0; sweep < SWEEPS_PER_RUN && !wf.workflowInfo().continueAsNewSuggested; sweep += 1) {
    const { openOrders } = await sweepMarket({ marketId });
    await wf.sleep(openOrders > 0 ? '5 seconds' : '30 seconds', { summary: 'until the next sweep' });
  }
  await wf.continueAsNew<MarketOperations>({ marketId });
}
