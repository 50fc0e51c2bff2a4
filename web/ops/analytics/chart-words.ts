import type { ChartData, Series } from './chart-option';
import { shown } from './chart-tooltip';

/** What a chart shows, for those who do not see it: each series from its least to its most, and where those are. */
export function chartInWords(title: string, data: ChartData): string {
  return [title, ...data.series.map((series) => seriesInWords(series, data))].join(' ');
}

function seriesInWords({ name, values, kind, isBefore }: Series, data: ChartData): string {
  const known = values.flatMap((value, at) => (value === null ? [] : [{ value, at }]));
  const [first] = known;
  if (!first) return `${name}: nothing to show.`;
  const least = known.reduce((a, b) => (b.value < a.value ? b : a), first);
  const most = known.reduce((a, b) => (b.value > a.value ? b : a), first);
  const where = (at: number): string => (isBefore && data.beforeCategories?.[at]) || (data.categories[at] ?? '');
  const total = known.reduce((sum, { value }) => sum + value, 0);
  const isCounted = kind === 'bar' && data.unit === undefined;
  if (isCounted) return `${name}: ${total} in all, most at ${where(most.at)}: ${most.value}.`;
  if (least.value === most.value) return `${name}: ${shown(most.value, data.unit)} throughout.`;
  return (
    `${name}: from ${shown(least.value, data.unit)} (${where(least.at)}) ` +
    `to ${shown(most.value, data.unit)} (${where(most.at)}).`
  );
}
