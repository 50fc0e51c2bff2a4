import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api } from '../client';

/** One driver beyond what the live board knows: today, score, history. */
export interface DriverDetail {
  id: string;
  name: string;
  phone: string | null;
  taken_out: { at: string; by: string | null; reason: string | null } | null;
  today: {
    offered: number;
    accepted: number;
    declined: number;
    expired: number;
    withdrawn: number;
    delivered: number;
    on_time: number;
    breaks: number;
    break_s: number;
  };
  score: {
    acceptance: { rate: number | null; accepted: number; declined: number; missed: number };
    on_time: { rate: number | null; delivered: number; on_time: number };
  };
  history: {
    at: string;
    type: string;
    actor: Record<string, unknown>;
    availability: string | null;
    reason: string | null;
  }[];
}

/** Today's figures move with every answer. */
const REFRESH_MS = 30_000;

export const useDriverDetail = (driverId: string): UseQueryResult<DriverDetail> =>
  useQuery({
    queryKey: ['driver', driverId],
    queryFn: ({ signal }) => api.get<DriverDetail>(`/v1/ops/drivers/${encodeURIComponent(driverId)}`, signal),
    refetchInterval: REFRESH_MS,
  });
