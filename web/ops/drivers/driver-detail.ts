import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api } from '../client';

/** A break that goes on, or one that is due after the current stop. */
export interface ShiftBreak {
  asked_at: string | null;
  ends_at: string | null;
}

/** One driver beyond what the live board knows: today, score, history. */
export interface DriverDetail {
  id: string;
  name: string;
  phone: string | null;
  taken_out: { at: string; by: string | null; reason: string | null } | null;
  shift: { break: ShiftBreak | null } | null;
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

/** Asked for again whenever the board hears of a newer version of the driver. */
export const useDriverDetail = (driverId: string, version: number | undefined): UseQueryResult<DriverDetail> =>
  useQuery({
    queryKey: ['driver', driverId, version ?? null],
    queryFn: ({ signal }) => api.get<DriverDetail>(`/v1/ops/drivers/${encodeURIComponent(driverId)}`, signal),
    placeholderData: (before) => (before?.id === driverId ? before : undefined),
    refetchInterval: REFRESH_MS,
  });
