import { BusiestPlaces } from './busiest-places';
import type { DemandRate } from './coverage';
import type { Problem } from '../routes/problem';

/** So far from the middle is still around it. */
const AROUND_SECONDS = 1_200;
/** Further is not more remote; what cannot be reached is as far as that. */
const FURTHEST_SECONDS = 5_400;

/**
 * How remote each node is, in seconds: how much longer the mean drive between it and the expected demand is than for the
 * most central of them, less twenty minutes. Around the middle, which is most of a city, it is 0: there the next driver
 * is near anyway. All are 0 where no demand is known.
 */
export function remotenessOf(problem: Problem, demand: readonly DemandRate[], nodes: Int32Array): Float64Array {
  const busiest = BusiestPlaces.of(problem, demand);
  if (!busiest) return new Float64Array(nodes.length);
  const drives = Float64Array.from(nodes, (node) => busiest.meanDrive(0, node, FURTHEST_SECONDS));
  const middle = drives.reduce((least, drive) => Math.min(least, drive), Infinity);
  return drives.map((drive) => Math.max(0, drive - middle - AROUND_SECONDS));
}
