import type { Actor } from '../domain/actor';
import { realMs } from '../domain/clock';
import type { OrderSweeps, Sighting } from '../domain/ports';
import type { ReassignmentCode } from '../domain/reassignment/reasons';

/** However fast a test market's clock runs, positions and arrival times come in real seconds. */
const STALL_MIN_MS = 30_000;
const SETTLE_MIN_MS = 10_000;
const FORGIVE_MIN_MS = 5_000;

const SELF: Actor = { type: 'system', id: 'operations' };

/** Orders of a market that are in trouble without a driver having said so; and zones, exclusions, incidents. */
export async function sweepOrders(sweeps: OrderSweeps, marketId: string): Promise<void> {
  const reading = await sweeps.orderPolicy(marketId);
  if (!reading) return;
  const { clock, policy } = reading;
  const { reassign, incident } = policy;
  const ms = (seconds: number, atLeastMs = 0): number => Math.max(atLeastMs, realMs(clock, seconds));

  await sweeps.resumeDueZones(marketId, SELF);
  await sweeps.recoverFound(marketId, SELF);
  await sweeps.noteProgress(marketId, reassign.stallProgressM);
  if (reassign.stallS !== null) {
    const stallMs = ms(reassign.stallS, STALL_MIN_MS);
    await move(await sweeps.stalledOrders(marketId, stallMs, reassign.stallProgressM), 'stalled');
  }
  const late = await sweeps.lateOrders(marketId, {
    riskMin: reassign.lateRiskMin,
    gainMs: ms(reassign.lateGainS),
    settleMs: ms(reassign.lateSettleS, SETTLE_MIN_MS),
    movesMax: reassign.lateMovesMax,
  });
  await move(late, 'projected_late');
  const forgiven = {
    afterMs: ms(reassign.forgiveS, FORGIVE_MIN_MS),
    lastMs: ms(reassign.forgiveLastS, FORGIVE_MIN_MS),
  };
  await sweeps.forgiveExclusions(marketId, forgiven, SELF);
  await sweeps.sweepIncidents(marketId, {
    ordersMin: incident.ordersMin,
    waitedMs: ms(incident.waitedS),
    radiusM: incident.radiusM,
  });

  async function move(seen: Sighting[], why: ReassignmentCode): Promise<void> {
    for (const sighting of seen) await sweeps.reassign(sighting, why, reassign.movesMax, SELF);
  }
}
