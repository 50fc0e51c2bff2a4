import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { periodQuery, periodsOf } from '../analytics/range';
import { clockFormat, MISSING } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { api } from '../client';
import { useMarket, useMarketNow } from '../live/use-board';
import { HealthChart } from './health-chart';

interface Point {
  at: string;
  score: number | null;
  waiting: number;
  drivers_free: number;
}

/** Even steps, so that the picture's width is time. */
const STEPS = 60;

/** How a zone has been over the last three market hours, and by which formula. */
export function ZoneHistory({ zoneId }: { zoneId: string }): ReactNode {
  const market = useMarket();
  const { now } = periodsOf('3h', useMarketNow());
  const query = periodQuery(market.id, market.clock, now);
  const { data } = useQuery({
    queryKey: ['zones', market.id, zoneId, 'health', now.to],
    queryFn: ({ signal }) =>
      api.get<{ points: Point[]; formula: string }>(`/v1/ops/zones/${zoneId}/health?${query}`, signal),
    refetchInterval: 60_000,
    placeholderData: (before) => before,
  });
  if (!data || data.points.length === 0) return null;
  const steps = stepsOf(
    data.points.map(({ at, score }) => ({ at: marketTime(market.clock, at), score })),
    now,
  );
  const scores = steps.filter((score) => score !== null);
  const clock = clockFormat(market.timeZone);
  return (
    <section className="zone-history" aria-labelledby="zone-history">
      <h3 id="zone-history">
        Health, last three hours
        <span className="quiet">
          {' '}
          lowest {scores.length === 0 ? MISSING : Math.min(...scores)}, highest{' '}
          {scores.length === 0 ? MISSING : Math.max(...scores)}
        </span>
      </h3>
      <HealthChart values={steps} label="Health from 0 to 100 over the last three hours" />
      <p className="zone-history__axis quiet">
        <span>{clock.time(now.from)}</span>
        <span>{clock.time(now.to)}</span>
      </p>
      <details>
        <summary>How it is worked out</summary>
        <p>{data.formula}</p>
      </details>
    </section>
  );
}

/** Each point holds until the next. Before the first one nothing is known. */
function stepsOf(
  points: { at: number; score: number | null }[],
  { from, to }: { from: number; to: number },
): (number | null)[] {
  return Array.from({ length: STEPS }, (_, index) => {
    const at = from + ((index + 1) / STEPS) * (to - from);
    return points.findLast((point) => point.at <= at)?.score ?? null;
  });
}
