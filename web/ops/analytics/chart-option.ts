import type { EChartsCoreOption } from 'echarts/core';

export interface Series {
  name: string;
  /** One value for each category; null where there is nothing to say. */
  values: readonly (number | null)[];
  kind?: 'line' | 'bar';
  /** The same of the period before: drawn quietly. */
  isBefore?: boolean;
}

export interface ChartData {
  categories: readonly string[];
  series: readonly Series[];
  /** Bars of all series on top of each other. */
  isStacked?: boolean;
  unit?: string;
  /** Where 100 % is the most there can be. */
  max?: number;
}

export interface Palette {
  series: string[];
  ink: string;
  quiet: string;
  line: string;
  paper: string;
  /** By name: widths of labels are measured with it, and `inherit` measures as another one. */
  font: string;
}

/** The theme's colours, resolved: a chart draws with numbers and knows nothing of custom properties. */
export function readPalette(): Palette {
  const style = document.createElement('span');
  document.body.append(style);
  const read = (token: string): string => {
    style.style.color = `var(--${token})`;
    return getComputedStyle(style).color;
  };
  const palette = {
    series: ['c1', 'c2', 'c3', 'c4', 'c5'].map(read),
    ink: read('ink-2'),
    quiet: read('ink-3'),
    line: read('line'),
    paper: read('bg-2'),
    font: getComputedStyle(document.body).fontFamily,
  };
  style.remove();
  return palette;
}

export function optionOf(data: ChartData, label: string, palette: Palette): EChartsCoreOption {
  const text = { color: palette.ink, fontFamily: palette.font, fontSize: 12 };
  const shown = data.series.filter(({ isBefore }) => !isBefore);
  return {
    animation: false,
    color: palette.series,
    aria: { enabled: true, label: { description: label }, decal: { show: shown.length > 1 } },
    grid: { left: 4, right: 8, top: data.series.length > 1 ? 34 : 12, bottom: 4, containLabel: true },
    tooltip: { trigger: 'axis', backgroundColor: palette.paper, borderColor: palette.line, textStyle: text },
    legend:
      data.series.length > 1
        ? { left: 0, top: 0, itemWidth: 14, itemHeight: 10, itemGap: 18, textStyle: text }
        : undefined,
    xAxis: {
      type: 'category',
      data: data.categories,
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
      axisLabel: { ...text, color: palette.quiet, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      max: data.max,
      // Half an order does not exist.
      ...(data.series.every(({ kind }) => kind === 'bar') && data.unit === undefined ? { minInterval: 1 } : {}),
      axisLabel: { ...text, color: palette.quiet, formatter: `{value}${data.unit ? ` ${data.unit}` : ''}` },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: data.series.map((series) => seriesOf(series, data, palette)),
  };
}

function seriesOf(
  { name, values, kind = 'line', isBefore }: Series,
  { isStacked }: ChartData,
  palette: Palette,
): object {
  const common = { name, type: kind, data: values };
  if (isBefore) {
    return { ...common, type: 'line', symbol: 'none', color: palette.quiet, lineStyle: { width: 1.5, type: 'dashed' } };
  }
  if (kind === 'bar') return { ...common, stack: isStacked ? 'all' : undefined, barMaxWidth: 28 };
  return { ...common, symbol: 'circle', symbolSize: 5, showSymbol: values.length < 40, lineStyle: { width: 2 } };
}
