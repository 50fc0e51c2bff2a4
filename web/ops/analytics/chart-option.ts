import type { EChartsCoreOption } from 'echarts/core';
import { tooltipOf } from './chart-tooltip';

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
  /** Where each category stands in the period before, where that has another name. */
  beforeCategories?: readonly string[];
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

/** Lines of the period before are told apart by their strokes: they share one quiet colour. */
const BEFORE_STROKES = ['dashed', 'dotted'];

/** The engine gives each line of a legend a point, also one that is drawn without. */
const NO_POINT = { opacity: 0 };

/** `description`: what the picture says, for those who do not see it. */
export function optionOf(data: ChartData, description: string, palette: Palette): EChartsCoreOption {
  const text = { color: palette.ink, fontFamily: palette.font, fontSize: 12 };
  const shown = data.series.filter(({ isBefore }) => !isBefore);
  return {
    animation: false,
    color: palette.series,
    aria: { enabled: true, label: { description }, decal: { show: shown.length > 1 } },
    grid: { left: 4, right: 8, top: data.series.length > 1 ? 34 : 12, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      backgroundColor: palette.paper,
      borderColor: palette.line,
      textStyle: text,
      formatter: tooltipOf(data),
    },
    legend:
      data.series.length > 1
        ? {
            data: data.series.map(({ name, isBefore }) => (isBefore ? { name, itemStyle: NO_POINT } : { name })),
            left: 0,
            top: 0,
            itemWidth: 20,
            itemHeight: 10,
            itemGap: 18,
            textStyle: text,
          }
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
      ...(shown.every(({ kind }) => kind === 'bar') && data.unit === undefined ? { minInterval: 1 } : {}),
      axisLabel: { ...text, color: palette.quiet, formatter: `{value}${data.unit ? ` ${data.unit}` : ''}` },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      ...shown.map((series) => seriesOf(series, data)),
      ...data.series.filter(({ isBefore }) => isBefore).map((series, nth) => beforeOf(series, nth, palette)),
    ],
  };
}

/** Above the bars, so that it is seen where they are higher; without points, so that it stays in the background. */
const beforeOf = ({ name, values }: Series, nth: number, palette: Palette): object => ({
  name,
  type: 'line',
  data: values,
  z: 3,
  symbol: 'none',
  color: palette.quiet,
  // The halo keeps it apart from bars as dark as itself.
  lineStyle: {
    width: 1.5,
    color: palette.quiet,
    type: BEFORE_STROKES[nth % BEFORE_STROKES.length],
    shadowColor: palette.paper,
    shadowBlur: 4,
  },
});

function seriesOf({ name, values, kind = 'line' }: Series, { isStacked }: ChartData): object {
  const common = { name, type: kind, data: values };
  if (kind === 'bar') return { ...common, stack: isStacked ? 'all' : undefined, barMaxWidth: 28 };
  return { ...common, symbol: 'circle', symbolSize: 5, showSymbol: values.length < 40, lineStyle: { width: 2 } };
}
