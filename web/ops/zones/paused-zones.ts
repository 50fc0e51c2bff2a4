import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api } from '../client';
import { useMarket } from '../live/use-board';

/** Paused: no driver is asked for its orders for a while. A closed zone takes no new orders; it can be either, or both. */
export interface PausedZone {
  zone_id: string;
  reason: string;
  paused_by: string;
  paused_at: string;
  until: string;
  holds_up: number;
}

/** They end by themselves, and what they hold up grows. */
const REFRESH_MS = 20_000;

export const pausedZonesKey = (marketId: string): string[] => ['paused-zones', marketId];
export const pausePath = (marketId: string, zoneId: string, what: 'pause' | 'resume'): string =>
  `/v1/ops/markets/${marketId}/zones/${encodeURIComponent(zoneId)}/${what}`;

export function usePausedZones(): UseQueryResult<PausedZone[]> {
  const { id } = useMarket();
  return useQuery({
    queryKey: pausedZonesKey(id),
    queryFn: async ({ signal }) =>
      (await api.get<{ data: PausedZone[] }>(`/v1/ops/markets/${id}/paused_zones`, signal)).data,
    refetchInterval: REFRESH_MS,
  });
}
