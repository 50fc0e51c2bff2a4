import { MISSING } from '../../shared/format';
import type { ChartData } from './chart-option';

interface Hovered {
  dataIndex: number;
  seriesName?: string;
  /** The series' sign as HTML, made by the chart engine. */
  marker?: unknown;
}

/** What stands at one category: the values of this period, then those of the one before, by their own time. */
export const tooltipOf =
  (data: ChartData) =>
  (hovered: Hovered | Hovered[]): HTMLElement[] => {
    const rows = [hovered].flat();
    const at = rows[0]?.dataIndex ?? 0;
    const rowsOf = (isBefore: boolean): HTMLElement[] =>
      data.series
        .filter((series) => (series.isBefore ?? false) === isBefore)
        .map(({ name, values }) =>
          rowOf(rows.find(({ seriesName }) => seriesName === name)?.marker, name, shown(values[at], data.unit)),
        );
    const before = rowsOf(true);
    const beforeAt = data.beforeCategories?.[at];
    return [
      lineOf('chart-tip__head', data.categories[at] ?? ''),
      ...rowsOf(false),
      ...(before.length > 0 && beforeAt ? [lineOf('chart-tip__head chart-tip__head--before', beforeAt)] : []),
      ...before,
    ];
  };

export const shown = (value: number | null | undefined, unit: string | undefined): string =>
  value === null || value === undefined ? MISSING : `${value}${unit ? ` ${unit}` : ''}`;

function lineOf(className: string, text: string): HTMLElement {
  const line = document.createElement('div');
  line.className = className;
  line.textContent = text;
  return line;
}

function rowOf(marker: unknown, name: string, value: string): HTMLElement {
  const row = lineOf('chart-tip__row', '');
  const [sign, label, figure] = [0, 1, 2].map(() => document.createElement('span')) as [
    HTMLElement,
    HTMLElement,
    HTMLElement,
  ];
  sign.innerHTML = typeof marker === 'string' ? marker : '';
  label.textContent = name;
  figure.textContent = value;
  row.append(sign, label, figure);
  return row;
}
