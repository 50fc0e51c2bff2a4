import type { MatchingPolicy, MatchingTuning } from './types';

/** Found on days of several cities together; see docs/matching.md for what each is worth. */
export const DEFAULT_TUNING: MatchingTuning = {
  work: 0.1,
  workInRush: 0.2,
  lateness: 5,
  brokenPromise: 5_400,
  unserved: 100_000,
  driverTime: 0.1,
  position: 0.1,
  demandHorizonSeconds: 1_800,
  demandReachSeconds: 900,
  repositioningDrive: 0.0003,
  stayBonus: 0.02,
};

export function tuningOf(policy: MatchingPolicy): MatchingTuning {
  return { ...DEFAULT_TUNING, ...policy.tuning };
}
