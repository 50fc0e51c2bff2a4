import type { Candidate, CandidateCost, DecisionRecord, ExclusionReason } from './types';

export function costOf(parts: Partial<Omit<CandidateCost, 'total'>>): CandidateCost {
  const cost = {
    toPickup: 0,
    waitAtPickup: 0,
    detourForOthers: 0,
    lateness: 0,
    acceptance: 0,
    fairness: 0,
    forecast: 0,
    ...parts,
  };
  const { toPickup, waitAtPickup, detourForOthers, lateness, acceptance, fairness, forecast } = cost;
  const total = toPickup + waitAtPickup + detourForOthers + lateness + acceptance + fairness + forecast;
  return { ...cost, total };
}

/** The record of one proposal, bounded in size however many drivers were considered. */
export function recordOf(
  round: { orderIds: string[]; roundNo: number; now: number; keptMax: number },
  chosen: Candidate,
  candidates: readonly Candidate[],
  excluded: readonly { driverId: string; reason: ExclusionReason }[],
): DecisionRecord {
  const others = candidates.filter((candidate) => candidate.driverId !== chosen.driverId).sort(byCost);
  const runnerUp = others[0] ?? null;
  return {
    orderIds: round.orderIds,
    roundNo: round.roundNo,
    decidedAt: round.now,
    chosen,
    runnerUp,
    marginSeconds: runnerUp ? runnerUp.cost.total - chosen.cost.total : null,
    candidates: [chosen, ...others].sort(byCost).slice(0, round.keptMax),
    excluded: excluded.slice(0, round.keptMax),
    candidatesTotal: others.length + 1,
    excludedTotal: excluded.length,
  };
}

function byCost(a: Candidate, b: Candidate): number {
  return a.cost.total - b.cost.total || (a.driverId < b.driverId ? -1 : 1);
}
