import type { DemandRate } from './coverage';
import type { Problem } from '../routes/problem';

/** What a round can afford to look at: the places with the most demand. */
const PLACES_MAX = 40;
/** Beyond this, further is not worse: or nobody would be left to serve what is far out. */
const DISTANCE_SECONDS_MAX = 2_400;

/**
 * How far a driver who ends somewhere is from the orders to come: the mean drive from there to the expected demand, in
 * seconds. The plan pays for it, so that two routes with the same delays are told apart by where they leave their
 * drivers (a first-order value function of positions, as in approximate dynamic programming; Powell, "Approximate
 * Dynamic Programming", 2011, chapter 14, and Ulmer et al. 2021 for meal delivery).
 */
export class PositionValue {
  private readonly nodes: Int32Array;
  private readonly shares: Float64Array;
  /** Distances by vehicle and stop, filled in when first asked for. */
  private readonly fromStop: Float64Array[];
  private readonly fromDriver: Float64Array;

  /** Null where no demand is known, or where a mean over a large market would say nothing of a driver's surroundings. */
  static of(problem: Problem, demand: readonly DemandRate[]): PositionValue | null {
    const isKnown = demand.some(({ rate }) => rate > 0) && !problem.isLarge;
    return isKnown ? new PositionValue(problem, demand) : null;
  }

  private constructor(
    private readonly problem: Problem,
    demand: readonly DemandRate[],
  ) {
    const busiest = [...demand].sort((a, b) => b.rate - a.rate).slice(0, PLACES_MAX);
    const total = busiest.reduce((sum, { rate }) => sum + rate, 0);
    this.nodes = Int32Array.from(busiest, ({ place }) => problem.nodeAt(place));
    this.shares = Float64Array.from(busiest, ({ rate }) => rate / total);
    this.fromStop = problem.vehicles.map(() => new Float64Array(problem.stopNode.length).fill(-1));
    this.fromDriver = Float64Array.from(problem.driverNode, (node, d) =>
      this.distance(problem.driverVehicle[d]!, node),
    );
  }

  /** Seconds from where a driver starts to the expected demand. */
  ofDriver(driver: number): number {
    return this.fromDriver[driver]!;
  }

  /** The same from a stop. */
  ofStop(stop: number, vehicle: number): number {
    const known = this.fromStop[vehicle]!;
    if (known[stop]! < 0) known[stop] = this.distance(vehicle, this.problem.stopNode[stop]!);
    return known[stop]!;
  }

  private distance(vehicle: number, node: number): number {
    let distance = 0;
    this.nodes.forEach((to, i) => {
      distance += this.shares[i]! * Math.min(DISTANCE_SECONDS_MAX, this.problem.travel(vehicle, node, to));
    });
    return distance;
  }
}
