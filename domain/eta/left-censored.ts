import { distributionFrom, type Distribution } from './distribution';

/** A value that was seen, or only a bound: it was at most this. */
export interface Observation {
  value: number;
  atMost: boolean;
}

/**
 * The distribution behind observations of which some are upper bounds only. A driver who never waited at the counter
 * shows that the goods were ready by then, not when: leaving him out would make every kitchen look late, taking his
 * arrival for the time would make it look slow. Kaplan & Meier's estimator (J. Am. Stat. Assoc. 53, 1958) on the
 * reversed axis, where an upper bound becomes ordinary right censoring.
 */
export function distributionOfCensored(observations: readonly Observation[]): Distribution {
  const sorted = [...observations].sort((a, b) => b.value - a.value || Number(a.atMost) - Number(b.atMost));
  const steps: { value: number; below: number }[] = [];
  let below = 1;
  sorted.forEach(({ value, atMost }, i) => {
    if (atMost) return;
    below *= 1 - 1 / (sorted.length - i);
    steps.push({ value, below });
  });
  const lowest = steps.at(-1)?.value ?? sorted.at(-1)?.value ?? 0;
  return distributionFrom((level) => steps.find((step) => step.below <= level)?.value ?? lowest);
}
