import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api } from '../client';
import { useMarket } from '../live/use-board';

/**
 * A zone for whose orders no driver is asked for a while. The other closing is the zone's own: it takes no new orders until
 * somebody opens it. Either can be on without the other.
 */
export interface ZoneClosure {
  zone_id: string;
  reason: string;
  paused_by: string;
  paused_at: string;
  until: string;
  holds_up: number;
}

/** They end by themselves, and what they hold up grows. */
const REFRESH_MS = 20_000;

export const closuresKey = (marketId: string): string[] => ['closed-zones', marketId];
export const closurePath = (marketId: string, zoneId: string, what: 'pause' | 'resume'): string =>
  `/v1/ops/markets/${marketId}/zones/${encodeURIComponent(zoneId)}/${what}`;

export function useClosures(): UseQueryResult<ZoneClosure[]> {
  const { id } = useMarket();
  return useQuery({
    queryKey: closuresKey(id),
    queryFn: async ({ signal }) =>
      (await api.get<{ data: ZoneClosure[] }>(`/v1/ops/markets/${id}/paused_zones`, signal)).data,
    refetchInterval: REFRESH_MS,
  });
}
