/** How drivers are asked: one at a time, the k best at once, or everybody in reach. */
export const OFFER_STRATEGIES = ['exclusive', 'wave', 'broadcast'] as const;
export type OfferStrategy = (typeof OFFER_STRATEGIES)[number];

/** Why a driver says no. */
export const DECLINE_REASONS = ['too_far', 'pay', 'vehicle', 'safety', 'break', 'merchant', 'other'] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

export interface OfferPolicy {
  strategy: OfferStrategy;
  /** Other strategies for orders that have waited: the last level whose `afterS` has passed counts. */
  later: { afterS: number; strategy: OfferStrategy }[];
  /** Drivers of a wave, and the most that a broadcast reaches. */
  waveSize: number;
  broadcastSizeMax: number;
  /** What each wave after the first pays more, and the most that this adds. */
  waveRaiseMinor: number;
  waveRaiseMaxMinor: number;
  /** Reasons that don't count against a driver. */
  noFaultReasons: DeclineReason[];
  lifetimeS: number;
  /** How long a reservation may wait for its order's workflow before it lapses. */
  reservationS: number;
}

export interface PoolPolicy {
  /** How long the matcher gathers orders before a round. */
  batchWindowS: number;
  /** Radius around the pickup by time without a driver: the last level whose `afterS` has passed counts. */
  radii: { afterS: number; radiusM: number | null }[];
  /** After this many offers the matcher stops proposing and people are asked. */
  offersMax: number;
}

/** How far from the pickup a driver may be asked after so many seconds without one; null when unlimited. */
export function radiusAfter(policy: PoolPolicy, waitedS: number): number | null {
  const level = policy.radii.filter(({ afterS }) => afterS <= waitedS).at(-1);
  return level ? level.radiusM : (policy.radii[0]?.radiusM ?? null);
}

/** The same for an order that has been offered in waves: each wave reaches at least one level further. */
export function reachOf(policy: PoolPolicy, waitedS: number, wavesMade: number): number | null {
  const byTime = radiusAfter(policy, waitedS);
  if (wavesMade === 0 || byTime === null) return byTime;
  const byWave = policy.radii[Math.min(wavesMade, policy.radii.length - 1)]?.radiusM ?? null;
  return byWave === null ? null : Math.max(byTime, byWave);
}

/** How an order that has waited so long is offered. */
export function strategyAfter({ strategy, later }: OfferPolicy, waitedS: number): OfferStrategy {
  return later.filter(({ afterS }) => afterS <= waitedS).at(-1)?.strategy ?? strategy;
}
