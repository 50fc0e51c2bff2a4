import type { MatchingPolicy } from '../../domain/matching';

/**
 * The benchmark's rules as a policy: everybody obeys at once, orders are bound at the counter ("assignment updates" until
 * the pickup), bundles come from one restaurant, and idle drivers may be sent to any restaurant.
 */
export const BENCHMARK_POLICY: MatchingPolicy = {
  iterationsMax: 600,
  bundleSizeMax: 5,
  expectedAnswerSeconds: 0,
  lateCommitment: true,
  roundIntervalSeconds: 60,
  repositioning: true,
  candidatesKeptMax: 5,
  bundleAcrossPlaces: false,
  bindingMoment: 'pickup',
};
