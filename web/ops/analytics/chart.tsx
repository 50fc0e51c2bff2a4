import type { EChartsType } from 'echarts/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTheme } from '../../shared/theme';
import { createChart } from './chart-engine';
import { chartInWords } from './chart-words';
import { optionOf, readPalette, type ChartData } from './chart-option';

/** A chart as SVG: patterns beside colours, and a description for those who do not see it. */
export default function Chart({
  data,
  label,
  height = 200,
}: {
  data: ChartData;
  label: string;
  height?: number;
}): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const theme = useTheme();
  // The room is drawn anew every second; drawing the same chart again would take the tooltip away.
  const drawn = JSON.stringify(data);
  const words = chartInWords(label, data);
  useEffect(() => {
    if (!element.current) return;
    const created = createChart(element.current);
    chart.current = created;
    const observer = new ResizeObserver(() => created.resize());
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      created.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(optionOf(JSON.parse(drawn) as ChartData, words, readPalette()), { notMerge: true });
  }, [drawn, words, theme]);
  return <div ref={element} className="chart" style={{ height }} role="img" aria-label={words} />;
}
