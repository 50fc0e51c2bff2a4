import type { Estimate } from './estimate';

/** When a change of an estimate is worth telling; market seconds. */
export interface TellingRules {
  /** Far away a minute does not matter; near the door it does. */
  shareOfLead: number;
  changeMinS: number;
  /** After having told one change, the next must wait so long unless it is large. */
  quietS: number;
  largeS: number;
}

export const TELLING: TellingRules = { shareOfLead: 0.12, changeMinS: 120, quietS: 180, largeS: 480 };

export interface Told {
  at: number;
  dropoff: Estimate;
  willBeLate: boolean;
}

/**
 * Whether people should hear of the new estimate. Compared with what they were told last, not with the last
 * computation, so that slow drift adds up and jitter does not; a promise that breaks or holds again is always news.
 */
export function isWorthTelling(
  told: Told | null,
  now: number,
  next: Estimate,
  promise: PromiseOutlook | null,
  rules: TellingRules = TELLING,
): boolean {
  if (!told) return true;
  if (promise && promise.willBeLate !== told.willBeLate) return true;
  const change = Math.abs(next.median - told.dropoff.median);
  if (change >= rules.largeS) return true;
  if (now - told.at < rules.quietS) return false;
  return change >= Math.max(rules.changeMinS, rules.shareOfLead * Math.max(0, next.median - now));
}

/** What was promised, and how it looks. */
export interface PromiseOutlook {
  promisedAt: number;
  /** Chance that it breaks. */
  risk: number;
  holds: 'yes' | 'at_risk' | 'no';
  willBeLate: boolean;
}

const AT_RISK = 0.3;
const LATE = 0.5;
/** Once said to be late, the outlook must be clearly better before it is said to hold. */
const RELIEF = 0.15;

export function promiseOutlook(promisedAt: number, risk: number, wasLate: boolean): PromiseOutlook {
  const willBeLate = risk > (wasLate ? LATE - RELIEF : LATE);
  const holds = willBeLate ? 'no' : risk > AT_RISK ? 'at_risk' : 'yes';
  return { promisedAt, risk, holds, willBeLate };
}
