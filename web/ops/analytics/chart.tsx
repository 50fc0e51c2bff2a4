import type { EChartsType } from 'echarts/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTheme } from '../../shared/theme';
import { createChart } from './chart-engine';
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
    chart.current?.setOption(optionOf(data, label, readPalette()), { notMerge: true });
  }, [data, label, theme]);
  return <div ref={element} className="chart" style={{ height }} role="img" aria-label={label} />;
}
