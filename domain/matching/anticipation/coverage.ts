import { remotenessOf } from './remoteness';
import { NearbyIndex, projection } from '../routes/nearby';
import type { Problem } from '../routes/problem';
import { sortedBy } from '../routes/ranking';
import type { MatchingTuning, Place } from '../types';

/** Orders expected per second at a pickup place. */
export interface DemandRate {
  place: Place;
  rate: number;
}

/** Pickup places within reach of a spot, nearest first, with how well a driver there covers them. */
export interface Surroundings {
  to: Int32Array;
  weight: Float64Array;
}

/** What a round can afford to look at, however large the market. */
const PLACES_MAX = 400;
const SURROUNDINGS_MAX = 40;
/** Who waits in a remote place waits longer for the next order, and cannot be replaced before another has come all the way. */
const THERE_AND_BACK = 2;
/** Nearer than half of the way from the middle, a driver there is worth having. */
const HALF_WAY = 0.5;

/**
 * Orders expected within the horizon at each place, less those that the drivers placed so far will take. A remote place
 * has a longer horizon and is covered from further away, so that the drivers who are out there stay: from the middle
 * nobody would come in time. In a rush (`rush`, 0 to 1) less so: then every driver is missing where most orders are.
 */
export class Coverage {
  readonly nodes: Int32Array;
  private readonly residual: Float64Array;
  /** Seconds of drive within which a driver covers each place. */
  private readonly reach: Float64Array;
  private readonly flatten: ReturnType<typeof projection>;
  private readonly nearby: NearbyIndex;
  private readonly known = new Map<number, Surroundings>();

  constructor(
    private readonly problem: Problem,
    demand: readonly DemandRate[],
    private readonly tuning: MatchingTuning,
    rush: number,
  ) {
    const isLarge = demand.length > PLACES_MAX;
    const busiest = isLarge ? [...demand].sort((a, b) => b.rate - a.rate).slice(0, PLACES_MAX) : demand;
    this.nodes = Int32Array.from(busiest, ({ place }) => problem.nodeAt(place));
    const remoteness = remotenessOf(problem, demand, this.nodes).map((seconds) => (1 - rush) * seconds);
    this.reach = remoteness.map((seconds) => Math.max(tuning.demandReachSeconds, HALF_WAY * seconds));
    this.residual = Float64Array.from(
      busiest,
      ({ rate }, i) => rate * (tuning.demandHorizonSeconds + THERE_AND_BACK * remoteness[i]!),
    );
    this.flatten = projection(busiest.map(({ place }) => place));
    const flat = busiest.map(({ place }) => this.flatten(place));
    this.nearby = new NearbyIndex(
      flat.map(({ x }) => x),
      flat.map(({ y }) => y),
    );
  }

  around(driver: number, node: number): Surroundings {
    const { problem, reach } = this;
    const vehicle = problem.driverVehicle[driver]!;
    const key = vehicle * problem.nodes.length + node;
    const known = this.known.get(key);
    if (known) return known;
    const { x, y } = this.flatten(problem.nodes[node]!);
    const near = this.nearby.nearest(x, y, SURROUNDINGS_MAX, () => true);
    const drives = new Float64Array(near.length);
    let within = 0;
    for (const to of near) {
      const drive = problem.travel(vehicle, node, this.nodes[to]!);
      if (drive >= reach[to]!) continue;
      near[within] = to;
      drives[within++] = drive;
    }
    const ranked = sortedBy(drives, within);
    const surroundings = { to: new Int32Array(within), weight: new Float64Array(within) };
    for (let k = 0; k < within; k++) {
      const to = near[ranked[k]!]!;
      surroundings.to[k] = to;
      surroundings.weight[k] = 1 - drives[ranked[k]!]! / reach[to]!;
    }
    this.known.set(key, surroundings);
    return surroundings;
  }

  /** Takes so many orders out of what is expected in the surroundings of a driver. */
  cover({ to }: Surroundings, orders: number): void {
    let left = orders;
    for (let k = 0; k < to.length && left > 0; k++) {
      const taken = Math.min(left, this.residual[to[k]!]!);
      this.residual[to[k]!]! -= taken;
      left -= taken;
    }
  }

  /** Orders that one more driver in the middle would take, those further away counting less. */
  gainOf({ to, weight }: Surroundings): number {
    let gain = 0;
    let left = 1;
    for (let k = 0; k < to.length && left > 1e-9; k++) {
      const taken = Math.min(left, this.residual[to[k]!]!);
      gain += taken * weight[k]!;
      left -= taken;
    }
    return gain;
  }
}
