import type { ReactNode } from 'react';
import { duration } from '../../shared/format';
import { useAnalytics, type Operations } from '../analytics/analytics';
import { Sparkline } from '../parts/sparkline';

/** How fast orders find a driver, over the last hour: the one figure of the board that has a past. */
export function AssignFigure(): ReactNode {
  const { data } = useAnalytics<Operations>('operations', '1h');
  const median = data?.figures['assign_p50_s']?.value ?? null;
  if (!data || median === null) return null;
  return (
    <div className="counter counter--figure">
      <span className="counter__label">Time to assign, last hour</span>
      <span className="counter__line">
        <b className="counter__figure">{duration(median * 1000)}</b>
        <small>p50</small>
        <Sparkline
          values={data.series.map(({ values }) => values['assign_mean_s'] ?? null)}
          label="Mean time to assign, quarter by quarter"
        />
      </span>
    </div>
  );
}
