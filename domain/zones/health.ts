/** What is known of a zone at a moment. Seconds are market time. */
export interface ZoneSituation {
  /** Orders that the drivers in and near it could take now. */
  supply: number;
  /** Orders without a driver. */
  waiting: number;
  /** Orders expected in the next quarter of an hour. */
  expected: number;
  /** How long the one that has waited longest has waited; null when none waits. */
  oldestWaitS: number | null;
}

/** The formula in words, for whoever reads the number. */
export const HEALTH_FORMULA =
  '100 × min(1, (supply + ½) / (demand + ½)) × (1 − ½ × min(1, oldest wait / time until people are told)); ' +
  'demand = orders that wait + orders expected in the next quarter of an hour; supply = free drivers, those near by or ' +
  'with orders aboard for a half, those not heard of for a minute for a half, after five minutes not at all.';

/** Enough of something that one driver or order more or less does not swing the number in an empty place. */
const CALM = 0.5;
const AGE_SHARE = 0.5;

/**
 * Supply against demand, 0 to 100. Null where there is neither: nothing to go by is not the same as healthy.
 * `unassignedS` is the policy's deadline after which people are told of an order without a driver.
 */
export function healthScore(
  { supply, waiting, expected, oldestWaitS }: ZoneSituation,
  unassignedS: number,
): number | null {
  const demand = waiting + expected;
  if (demand === 0 && supply === 0) return null;
  const coverage = Math.min(1, (supply + CALM) / (demand + CALM));
  const impatience = Math.min(1, (oldestWaitS ?? 0) / unassignedS);
  return Math.round(100 * coverage * (1 - AGE_SHARE * impatience));
}

/** Lower ends of the bands 0 to 3; below the last is band 4. */
const BAND_FLOORS = [80, 60, 40, 20] as const;
/** A score has to be this far beyond a border before the band changes: one order more is no news. */
const HYSTERESIS = 3;

export function bandOf(score: number): number {
  const band = BAND_FLOORS.findIndex((floor) => score >= floor);
  return band === -1 ? BAND_FLOORS.length : band;
}

/** The band after another: the same as before while the score is near the border. */
export function bandAfter(before: number | null, score: number | null): number | null {
  if (score === null) return null;
  if (before === null) return bandOf(score);
  if (bandOf(score + HYSTERESIS) > before) return bandOf(score + HYSTERESIS);
  if (bandOf(score - HYSTERESIS) < before) return bandOf(score - HYSTERESIS);
  return before;
}
