import { BusiestPlaces } from './busiest-places';
import type { DemandRate } from './coverage';
import type { Problem } from '../routes/problem';

/** Beyond this, further is not worse: or nobody would be left to serve what is far out. */
const DISTANCE_SECONDS_MAX = 2_400;

/**
 * How far a driver who ends somewhere is from the orders to come: the mean drive from there to the expected demand, in
 * seconds. The plan pays for it, so that two routes with the same delays are told apart by where they leave their
 * drivers (a first-order value function of positions, as in approximate dynamic programming; Powell, "Approximate
 * Dynamic Programming", 2011, chapter 14, and Ulmer et al. 2021 for meal delivery).
 */
export class PositionValue {
  /** Distances by vehicle and stop, filled in when first asked for. */
  private readonly fromStop: Float64Array[];
  private readonly fromDriver: Float64Array;

  /** Null where it cannot be said where the demand is. */
  static of(problem: Problem, demand: readonly DemandRate[]): PositionValue | null {
    const busiest = BusiestPlaces.of(problem, demand);
    return busiest && new PositionValue(problem, busiest);
  }

  private constructor(
    private readonly problem: Problem,
    private readonly busiest: BusiestPlaces,
  ) {
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
    return this.busiest.meanDrive(vehicle, node, DISTANCE_SECONDS_MAX);
  }
}
