import { NearbyIndex, projection } from './nearby';
import type { Problem } from './problem';
import { sortedBy } from './ranking';
import type { MatchingTuning, Place } from './types';

/** Orders expected per second at a pickup place. */
export interface DemandRate {
  place: Place;
  rate: number;
}

/** A driver with the moment and node at which he has nothing to do any more. */
export interface Availability {
  driver: number;
  node: number;
  at: number;
  /** May be sent somewhere now. */
  isIdle: boolean;
}

export interface Reposition {
  driver: number;
  node: number;
}

/** Pickup places within reach of a spot, nearest first, with how well a driver there covers them. */
interface Surroundings {
  to: Int32Array;
  weight: Float64Array;
}

/** What a round can afford to look at, however large the market. */
const PLACES_MAX = 400;
const SURROUNDINGS_MAX = 40;
const IDLE_MAX = 250;

/**
 * Decides where idle drivers should wait: places them one by one where they cover most of the orders expected within
 * reach, each taking one order's worth of the demand around him (greedy maximal covering, after Church & ReVelle, "The
 * maximal covering location problem", 1974, with capacities). Drivers who finish within the horizon cover the places
 * around their last stop for the rest of it.
 */
export class Repositioning {
  private readonly nodes: Int32Array;
  private readonly residual: Float64Array;
  private readonly flatten: ReturnType<typeof projection>;
  private readonly nearby: NearbyIndex;
  private readonly known = new Map<number, Surroundings>();

  constructor(
    private readonly problem: Problem,
    rates: readonly DemandRate[],
    private readonly tuning: MatchingTuning,
  ) {
    const busiest = rates.length > PLACES_MAX ? [...rates].sort((a, b) => b.rate - a.rate).slice(0, PLACES_MAX) : rates;
    this.nodes = Int32Array.from(busiest, ({ place }) => problem.nodeAt(place));
    this.residual = Float64Array.from(busiest, ({ rate }) => rate * tuning.demandHorizonSeconds);
    this.flatten = projection(busiest.map(({ place }) => place));
    const flat = busiest.map(({ place }) => this.flatten(place));
    this.nearby = new NearbyIndex(
      flat.map(({ x }) => x),
      flat.map(({ y }) => y),
    );
  }

  decide(availabilities: readonly Availability[]): Reposition[] {
    for (const { driver, node, at, isIdle } of availabilities) {
      const share = 1 - (at - this.problem.now) / this.tuning.demandHorizonSeconds;
      if (!isIdle && share > 0) this.cover(this.surroundings(driver, node), share);
    }
    const idle = availabilities.filter(({ isIdle }) => isIdle).slice(0, IDLE_MAX);
    return idle.length > 0 && this.nodes.length > 0 ? this.place(idle) : [];
  }

  private place(idle: readonly Availability[]): Reposition[] {
    const { problem, nodes, tuning } = this;
    const open = new Set(idle.map((_, i) => i));
    const drives = idle.map(({ driver, node }) =>
      Float64Array.from(nodes, (to) => problem.travel(problem.driverVehicle[driver]!, node, to)),
    );
    const stays = idle.map(({ driver, node }) => this.surroundings(driver, node));
    const around = Array.from(nodes, (node) => this.surroundings(idle[0]!.driver, node));
    const stayGain = stays.map((reach) => this.gainOf(reach));
    const goGain = around.map((reach) => this.gainOf(reach));
    const nearest = Array.from(nodes, (_, place) => nearestOpen(open, drives, place));
    const moves: Reposition[] = [];
    while (open.size > 0) {
      let [bestPlace, bestDriver, bestGain] = [-1, -1, 0];
      for (const i of open) {
        const gain = stayGain[i]! + tuning.stayBonus;
        if (gain > bestGain) [bestPlace, bestDriver, bestGain] = [-1, i, gain];
      }
      for (let place = 0; place < nodes.length; place++) {
        const gain = goGain[place]! - tuning.repositioningDrive * drives[nearest[place]!]![place]!;
        if (gain > bestGain) [bestPlace, bestDriver, bestGain] = [place, nearest[place]!, gain];
      }
      if (bestDriver < 0) break;
      // Gains only ever fall as demand gets covered, so a gain needs looking at again only when it leads.
      const [reach, gains, at] =
        bestPlace < 0 ? [stays[bestDriver]!, stayGain, bestDriver] : [around[bestPlace]!, goGain, bestPlace];
      const current = this.gainOf(reach);
      if (current < gains[at]! - 1e-9) {
        gains[at] = current;
        continue;
      }
      this.cover(reach, 1);
      open.delete(bestDriver);
      if (bestPlace >= 0 && drives[bestDriver]![bestPlace]! > 0) {
        moves.push({ driver: idle[bestDriver]!.driver, node: nodes[bestPlace]! });
      }
      if (open.size === 0) break;
      nearest.forEach((i, place) => {
        if (i === bestDriver) nearest[place] = nearestOpen(open, drives, place);
      });
    }
    return moves;
  }

  private surroundings(driver: number, node: number): Surroundings {
    const { problem, tuning } = this;
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
      if (drive >= tuning.demandReachSeconds) continue;
      near[within] = to;
      drives[within++] = drive;
    }
    const ranked = sortedBy(drives, within);
    const surroundings = { to: new Int32Array(within), weight: new Float64Array(within) };
    for (let k = 0; k < within; k++) {
      surroundings.to[k] = near[ranked[k]!]!;
      surroundings.weight[k] = 1 - drives[ranked[k]!]! / tuning.demandReachSeconds;
    }
    this.known.set(key, surroundings);
    return surroundings;
  }

  private cover({ to }: Surroundings, orders: number): void {
    let left = orders;
    for (let k = 0; k < to.length && left > 0; k++) {
      const taken = Math.min(left, this.residual[to[k]!]!);
      this.residual[to[k]!]! -= taken;
      left -= taken;
    }
  }

  private gainOf({ to, weight }: Surroundings): number {
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

function nearestOpen(open: ReadonlySet<number>, drives: readonly Float64Array[], place: number): number {
  let nearest = -1;
  for (const i of open) if (nearest < 0 || drives[i]![place]! < drives[nearest]![place]!) nearest = i;
  return nearest;
}
