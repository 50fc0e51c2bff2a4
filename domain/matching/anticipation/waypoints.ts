import type { Problem } from '../routes/problem';

const LEG_SECONDS_MIN = 120;

/**
 * Breaks a driver's long way to a pickup place at another one that lies on it. Where drivers cannot be told anything new
 * until they arrive somewhere, a stop on the way costs nothing and lets the next rounds change their mind.
 */
export function firstLegTo(problem: Problem, driver: number, to: number, waypoints: readonly number[]): number {
  const vehicle = problem.driverVehicle[driver]!;
  const from = problem.driverNode[driver]!;
  const whole = problem.travel(vehicle, from, to);
  let [best, bestLeg] = [to, whole];
  if (whole < 2 * LEG_SECONDS_MIN) return best;
  for (const via of waypoints) {
    const leg = problem.travel(vehicle, from, via);
    if (leg < LEG_SECONDS_MIN || leg >= bestLeg) continue;
    if (leg + problem.travel(vehicle, via, to) <= whole) [best, bestLeg] = [via, leg];
  }
  return best;
}
