import type { DemandRate } from './coverage';
import type { Problem } from '../routes/problem';

/** What a round can afford to look at. */
const PLACES_MAX = 40;

/** The places where most of the orders are expected, as a sample of where the demand is. */
export class BusiestPlaces {
  private constructor(
    private readonly problem: Problem,
    private readonly nodes: Int32Array,
    private readonly shares: Float64Array,
  ) {}

  /** Null where no demand is known, or where a mean over a large market would say nothing of one's surroundings. */
  static of(problem: Problem, demand: readonly DemandRate[]): BusiestPlaces | null {
    if (problem.isLarge || !demand.some(({ rate }) => rate > 0)) return null;
    const busiest = [...demand].sort((a, b) => b.rate - a.rate).slice(0, PLACES_MAX);
    const total = busiest.reduce((sum, { rate }) => sum + rate, 0);
    const nodes = Int32Array.from(busiest, ({ place }) => problem.nodeAt(place));
    return new BusiestPlaces(
      problem,
      nodes,
      Float64Array.from(busiest, ({ rate }) => rate / total),
    );
  }

  /** Mean drive from a node to the expected orders in seconds, none of them counted as further than `longest`. */
  meanDrive(vehicle: number, node: number, longest: number): number {
    let mean = 0;
    this.nodes.forEach((to, i) => {
      mean += this.shares[i]! * Math.min(longest, this.problem.travel(vehicle, node, to));
    });
    return mean;
  }
}
