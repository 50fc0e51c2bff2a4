import { log } from '@temporalio/activity';
import type { ClosedDispatches, FaultPoints, OrderSweeps, RelayNudge, ShiftSweeps, SweepStore } from '../domain/ports';
import type { NearnessStore } from '../domain/tracking/ports';
import { sweepNearness } from './nearness';
import { sweepOrders } from './order-sweep';
import { sweepShifts } from './shift-sweep';

/** Orders that Temporal has not heard of for this long were forgotten between commit and message. */
const NEVER_STARTED_MS = 10_000;
/** A pool that no round has looked at for this long: its call was lost. */
const STALE_POOL_MS = 60_000;
/** Closed workflows looked at per sweep. */
const CLOSED_MAX = 200;

export interface SweepDone {
  openOrders: number;
  lapsed: number;
  restarted: number;
  resumed: number;
}

export const createOperationsActivities = ({
  sweeps,
  shiftSweeps,
  orderSweeps,
  closed,
  nearness,
  faults,
  relay,
}: {
  sweeps: SweepStore;
  shiftSweeps: ShiftSweeps;
  orderSweeps: OrderSweeps;
  closed: ClosedDispatches;
  nearness: NearnessStore;
  faults: FaultPoints;
  relay: RelayNudge;
}) => ({
  /** One sweep over a market. Each part finds only what is still wrong, so running it twice finds nothing new. */
  async sweepMarket({ marketId }: { marketId: string }): Promise<SweepDone> {
    const lapsed = await sweeps.lapseReservations(marketId);
    const restarted = await sweeps.restartNeverStarted(marketId, NEVER_STARTED_MS);
    const resumed = await sweeps.resumeClosed(await closed.closedButOpen(marketId, CLOSED_MAX));
    await sweeps.wakeStalePool(marketId, STALE_POOL_MS);
    await sweepShifts(shiftSweeps, marketId);
    await sweepOrders(orderSweeps, marketId);
    // What customers are told must not hold up what heals orders.
    await sweepNearness(nearness, marketId).catch((error: unknown) => log.warn('nobody was told', { marketId, error }));
    faults.pass('sweepMarket');
    relay.nudge();
    return { openOrders: await sweeps.countOpen(marketId), lapsed, restarted, resumed };
  },
});
