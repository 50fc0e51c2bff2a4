import { count, duration, MISSING } from '../../shared/format';
import type { Figure } from './analytics';

export const percent = (share: number): string => `${(share * 100).toFixed(share >= 0.1 || share === 0 ? 0 : 1)} %`;

/** A figure by its unit, as people read it. */
export function show(value: number | null | undefined, unit: string | undefined): string {
  if (value === null || value === undefined) return MISSING;
  switch (unit) {
    case 'share':
      return percent(value);
    case 'seconds':
      return duration(value * 1000);
    case 'stars':
    case 'per_hour':
      return value.toFixed(1);
    default:
      return count(value);
  }
}

/** Against the period before, in words and without a judgement: whether more is better depends on the figure. */
export function changeInWords({ value, previous }: Figure, unit: string | undefined): string {
  if (previous === null || value === null) return 'Nothing to compare with in the period before.';
  const before = show(previous, unit);
  if (show(value, unit) === before) return `As in the period before (${before}).`;
  return `${value > previous ? 'Up' : 'Down'} from ${before} in the period before.`;
}
