import { Coverage, type DemandRate } from './coverage';
import type { Problem } from '../routes/problem';
import type { MatchingTuning } from '../types';

/** A driver with the moment and node at which he has nothing to do any more. */
export interface Availability {
  driver: number;
  node: number;
  at: number;
  /** May be sent somewhere now. */
  isIdle: boolean;
}

/** A driver who need not set out for his next pickup yet. */
export interface TimeInHand {
  driver: number;
  node: number;
  /** Where his next pickup is, and when he has to arrive there. */
  pickup: number;
  dueAt: number;
}

export interface Reposition {
  driver: number;
  node: number;
}

/** What a round can afford to look at, however large the market. */
const DRIVERS_MAX = 250;

/**
 * Decides where idle drivers should wait: places them one by one where they cover most of the orders expected within
 * reach, each taking one order's worth of the demand around him (greedy maximal covering, after Church & ReVelle, "The
 * maximal covering location problem", 1974, with capacities). Drivers who finish within the horizon cover the places
 * around their last stop for the rest of it, and nobody covers anything after his shift.
 */
export class Repositioning {
  private readonly coverage: Coverage;

  constructor(
    private readonly problem: Problem,
    demand: readonly DemandRate[],
    private readonly tuning: MatchingTuning,
    rush: number,
  ) {
    this.coverage = new Coverage(problem, demand, tuning, rush);
  }

  decide(availabilities: readonly Availability[]): Reposition[] {
    const { coverage } = this;
    const idle = availabilities.filter(({ isIdle }) => isIdle).slice(0, DRIVERS_MAX);
    if (coverage.nodes.length === 0) return [];
    for (const { driver, node, at, isIdle } of availabilities) {
      const share = this.presence(driver, at);
      if (!isIdle && share > 0) coverage.cover(coverage.around(driver, node), share);
    }
    return idle.length > 0 ? this.place(idle) : [];
  }

  /**
   * Lets drivers who will be needed later wait where they cover most until then, without being late for it: orders that
   * nobody foresaw find them there, and the search gives their own pickup to somebody else. After those without work.
   */
  spend(drivers: readonly TimeInHand[]): Reposition[] {
    const { problem, tuning, coverage } = this;
    const moves: Reposition[] = [];
    const longest = [...drivers].sort((a, b) => b.dueAt - a.dueAt).slice(0, DRIVERS_MAX);
    for (const { driver, node, pickup, dueAt } of longest) {
      const vehicle = problem.driverVehicle[driver]!;
      const straight = problem.travel(vehicle, node, pickup);
      let [best, bestGain] = [node, coverage.gainOf(coverage.around(driver, node)) + tuning.stayBonus];
      for (const place of coverage.nodes) {
        const [there, onward] = [problem.travel(vehicle, node, place), problem.travel(vehicle, place, pickup)];
        if (there === 0 || problem.now + there + onward > dueAt) continue;
        const detour = tuning.repositioningDrive * (there + onward - straight);
        const gain = coverage.gainOf(coverage.around(driver, place)) - detour;
        if (gain > bestGain) [best, bestGain] = [place, gain];
      }
      if (best !== node) moves.push({ driver, node: best });
      coverage.cover(coverage.around(driver, best), Math.min(1, (dueAt - problem.now) / tuning.demandHorizonSeconds));
    }
    return moves;
  }

  private place(idle: readonly Availability[]): Reposition[] {
    const { problem, tuning, coverage } = this;
    const { nodes } = coverage;
    const open = new Set(idle.map((_, i) => i));
    const drives = idle.map(({ driver, node }) =>
      Float64Array.from(nodes, (to) => problem.travel(problem.driverVehicle[driver]!, node, to)),
    );
    const presence = idle.map(({ driver, at }) => this.presence(driver, at));
    const stays = idle.map(({ driver, node }) => coverage.around(driver, node));
    const around = Array.from(nodes, (node) => coverage.around(idle[0]!.driver, node));
    const stayGain = stays.map((reach) => coverage.gainOf(reach));
    const goGain = around.map((reach) => coverage.gainOf(reach));
    const nearest = Array.from(nodes, (_, place) => nearestOpen(open, drives, place));
    const moves: Reposition[] = [];
    while (open.size > 0) {
      let [bestPlace, bestDriver, bestGain] = [-1, -1, 0];
      for (const i of open) {
        const gain = stayGain[i]! * presence[i]! + tuning.stayBonus;
        if (gain > bestGain) [bestPlace, bestDriver, bestGain] = [-1, i, gain];
      }
      for (let place = 0; place < nodes.length; place++) {
        const i = nearest[place]!;
        const gain = goGain[place]! * presence[i]! - tuning.repositioningDrive * drives[i]![place]!;
        if (gain > bestGain) [bestPlace, bestDriver, bestGain] = [place, i, gain];
      }
      if (bestDriver < 0) break;
      // Gains only ever fall as demand gets covered, so a gain needs looking at again only when it leads.
      const [reach, gains, at] =
        bestPlace < 0 ? [stays[bestDriver]!, stayGain, bestDriver] : [around[bestPlace]!, goGain, bestPlace];
      const current = coverage.gainOf(reach);
      if (current < gains[at]! - 1e-9) {
        gains[at] = current;
        continue;
      }
      open.delete(bestDriver);
      coverage.cover(reach, presence[bestDriver]!);
      const drive = bestPlace < 0 ? 0 : drives[bestDriver]![bestPlace]!;
      if (drive > 0) moves.push({ driver: idle[bestDriver]!.driver, node: nodes[bestPlace]! });
      if (open.size === 0) break;
      nearest.forEach((i, place) => {
        if (i === bestDriver) nearest[place] = nearestOpen(open, drives, place);
      });
    }
    return moves;
  }

  /** Share of the horizon in which the driver can take an order: not before he is free, not after his shift. */
  private presence(driver: number, at: number): number {
    const { problem, tuning } = this;
    const until = Math.min(problem.driverShiftEnd[driver]!, problem.now + tuning.demandHorizonSeconds);
    return Math.max(0, until - Math.max(at, problem.now)) / tuning.demandHorizonSeconds;
  }
}

function nearestOpen(open: ReadonlySet<number>, drives: readonly Float64Array[], place: number): number {
  let nearest = -1;
  for (const i of open) if (nearest < 0 || drives[i]![place]! < drives[nearest]![place]!) nearest = i;
  return nearest;
}
