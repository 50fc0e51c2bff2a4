import type { Candidate, CostPart, Decision } from './story';

export interface BarPart {
  label: string;
  color: string;
  seconds: number;
}

/** Five series is what a reader can tell apart, so kindred parts of a cost share one. */
const SERIES: readonly { label: string; color: string; parts: readonly CostPart[] }[] = [
  { label: 'to pickup', color: 'var(--c1)', parts: ['to_pickup'] },
  { label: 'waiting there', color: 'var(--c4)', parts: ['wait_at_pickup'] },
  { label: 'delay to others', color: 'var(--c3)', parts: ['detour_for_others'] },
  { label: 'late at the door', color: 'var(--c5)', parts: ['lateness'] },
  { label: 'likely to decline, fairness, forecast', color: 'var(--c2)', parts: ['acceptance', 'fairness', 'forecast'] },
];

/** The parts of a cost as lengths. A bonus shortens the total that stands beside the bar and has no length of its own. */
export const barsOf = ({ cost }: Candidate): BarPart[] =>
  SERIES.map(({ label, color, parts }) => ({
    label,
    color,
    seconds: Math.max(
      0,
      parts.reduce((sum, part) => sum + cost[part], 0),
    ),
  }));

/** Series that at least one of the candidates has: the others need no legend. */
export function legendOf(candidates: readonly Candidate[]): BarPart[] {
  const bars = candidates.map(barsOf);
  return SERIES.flatMap((_, index) => {
    const part = bars.map((parts) => parts[index]).find((one) => one !== undefined && one.seconds > 0);
    return part ? [part] : [];
  });
}

/** The chosen one first, then the runner-up, and no more than can be compared at a glance. */
export function comparable({ chosen, runner_up, candidates }: Decision, max = 4): Candidate[] {
  const seen = new Set<string | null>();
  const all = [chosen, ...(runner_up ? [runner_up] : []), ...candidates];
  return all.filter(({ driver: { id } }) => !seen.has(id) && seen.add(id)).slice(0, max);
}
