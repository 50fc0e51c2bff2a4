import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api } from '../client';
import { useMarket, useMarketNow } from '../live/use-board';
import { useOpsSearch } from '../search';
import { isRange, periodQuery, periodsOf, type Range } from './range';

/** A figure over the period and over the one before it; null where there is nothing to divide by. */
export interface Figure {
  value: number | null;
  previous: number | null;
}
export type Figures = Record<string, Figure>;
export type Definitions = Record<string, { title: string; unit: string; text: string }>;

interface Answer {
  from: string;
  to: string;
  fresh_at: string | null;
  /** Where the market's figures begin. What was before is null, not zero. */
  figures_since: string | null;
  previous: { from: string; to: string };
  definitions: Definitions;
}

export interface Counted {
  key: string;
  count: number;
  previous: number;
}
interface HistogramBar {
  from_s: number;
  to_s: number | null;
  count: number;
  /** In the period before; null: nothing is known of it. */
  previous: number | null;
}

export type Values = Record<string, number | null>;

export interface Bucket {
  at: string;
  local: string;
  values: Values;
}

export interface Operations extends Answer {
  bucket: 'quarter' | 'hour' | 'day';
  figures: Figures;
  /** Each beside the same stretch one period earlier. */
  series: (Bucket & { previous: Bucket })[];
  time_to_assign: HistogramBar[];
  lateness: HistogramBar[];
  reassigned_by: Counted[];
  reassigned_ended: Counted[];
  escalations_by: Counted[];
  stars: Counted[];
}

export interface ZonesAnalytics extends Answer {
  zones: { zone_id: string; name: string | null; figures: Figures }[];
  hours: { zone_id: string; hour: number; values: Values }[];
  cells: {
    cell: string;
    outline: { type: 'Polygon'; coordinates: [number, number][][] };
    placed: number;
    unassigned_share: number | null;
    online_h: number;
    orders_per_hour: number | null;
  }[];
}

export interface DriversAnalytics extends Answer {
  figures: Figures;
  drivers: { driver: { id: string; name: string }; figures: Figures }[];
  hours: { hour: number; values: Values; previous: Values }[];
}

export interface EtaScore {
  count: number;
  within_5_min: number;
  coverage_10_90: number;
  before_low: number;
  before_median: number;
  after_high: number;
  mean_abs_error_s: number;
  bias_s: number;
}
export interface EtaAnalytics extends Answer {
  all: EtaScore | null;
  /** Of the period before. */
  all_before: EtaScore | null;
  /** The told risk that a promise breaks against how many broke, by tenths. */
  promises: { risk_from: number; risk_to: number; count: number; mean_risk: number; late_share: number }[];
  rows: (EtaScore & { stage: string; lead_min: { from: number; to: number | null } | null })[];
}

/** Rolled up every minute: asking more often would show the same. */
const REFRESH_MS = 60_000;

export const useRange = (): Range => {
  const { range } = useOpsSearch();
  return isRange(range) ? range : '3h';
};

/** One of the analytics over the range that is looked at. */
export function useAnalytics<Of>(name: 'operations' | 'zones' | 'drivers' | 'eta', given?: Range): UseQueryResult<Of> {
  const market = useMarket();
  const chosen = useRange();
  const { now } = periodsOf(given ?? chosen, useMarketNow());
  const query = periodQuery(market.id, market.clock, now);
  return useQuery({
    queryKey: ['analytics', name, market.id, given ?? chosen, now.to],
    queryFn: ({ signal }) => api.get<Of>(`/v1/ops/analytics/${name}?${query}`, signal),
    refetchInterval: REFRESH_MS,
    // The quarter that ends does not empty the page.
    placeholderData: (before) => before,
  });
}
