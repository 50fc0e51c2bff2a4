import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { clockFormat, distance, duration, money, shortId, slackInWords } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { api } from '../client';
import { useMarket } from '../live/use-board';

/** What assigning a driver by hand would mean, as the API reckons it from where everybody is now. */
export interface AssignPreview {
  driver: { id: string; name: string };
  blocked: string | null;
  refused_before: boolean;
  to_pickup_s: number;
  pickup_at: string;
  dropoff_at: string;
  slack_s: number;
  distance_m: number;
  pay: { amount: number; currency: string };
  delays: { order_id: string; by_s: number }[];
}

/** Everybody moves: an older answer would promise what is not so any more. */
const FRESH_MS = 15_000;

export function useAssignPreview(orderId: string, driverId: string | null): UseQueryResult<AssignPreview[]> {
  const query = driverId === null ? '' : `?driver_id=${encodeURIComponent(driverId)}`;
  return useQuery({
    queryKey: ['assign-preview', orderId, driverId],
    queryFn: async ({ signal }) =>
      (await api.get<{ data: AssignPreview[] }>(`/v1/ops/orders/${orderId}/assign_preview${query}`, signal)).data,
    staleTime: FRESH_MS,
    gcTime: FRESH_MS,
  });
}

const BLOCKED: Record<string, string> = {
  driver_not_available: 'He is not available now.',
  driver_has_offer: 'He is being asked already.',
  driver_full: 'He carries as much as he can.',
  already_assigned: 'The order has a driver.',
};

/** “6 min to the pickup, delays 3HTC by 2”, before it is done. */
export function PredictedEffect({ orderId, driverId }: { orderId: string; driverId: string }): ReactNode {
  const market = useMarket();
  const clock = clockFormat(market.timeZone);
  const { data, error } = useAssignPreview(orderId, driverId);
  const preview = data?.[0];
  if (error) return <p className="effect quiet">What it would mean cannot be worked out now.</p>;
  if (!preview) return <p className="effect quiet">Working out what it would mean…</p>;
  const slackMs = preview.slack_s * 1000;
  return (
    <div className="effect" aria-live="polite">
      <p>
        At the pickup in <b>{duration(preview.to_pickup_s * 1000)}</b>, at the door at{' '}
        <b>{clock.time(marketTime(market.clock, preview.dropoff_at))}</b>{' '}
        <span className={slackMs < 0 ? 'effect__late' : 'quiet'}>({slackInWords(slackMs)})</span>. It adds{' '}
        {distance(preview.distance_m)} and pays {money(preview.pay.amount, preview.pay.currency)}.
      </p>
      {preview.delays.length > 0 && (
        <p className="effect__late">
          Delays{' '}
          {preview.delays.map(({ order_id, by_s }) => `${shortId(order_id)} by ${duration(by_s * 1000)}`).join(', ')}.
        </p>
      )}
      {preview.refused_before && <p className="effect__late">He has refused this order before.</p>}
      {preview.blocked !== null && (
        <p className="effect__late">{BLOCKED[preview.blocked] ?? preview.blocked.replaceAll('_', ' ')}</p>
      )}
    </div>
  );
}
