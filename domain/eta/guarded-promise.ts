/** Market seconds by which a promise that is sure to break is brought forward. */
const GUARD_S = 300;
/** What every order risks. */
const USUAL_RISK = 0.1;

/**
 * The promise as the matcher should see it: the more likely it is to break, the earlier it seems to be due. So a risky
 * order goes before one that has room, and fewer detours are put in front of it, before it is late and not after.
 */
export function guardedPromise(promisedAt: number, lateRisk: number | null | undefined): number {
  const excess = Math.min(1, Math.max(0, ((lateRisk ?? 0) - USUAL_RISK) / (1 - USUAL_RISK)));
  return promisedAt - GUARD_S * excess;
}
