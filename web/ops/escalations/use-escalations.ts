import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api } from '../client';
import { useMarket } from '../live/use-board';
import type { Escalation, Incident } from './escalation';

/** The stream tells of changes to escalations of orders; incidents have no row on the board. */
const INCIDENTS_EVERY_MS = 15_000;
/** More than this at once is a flood, and the board's counters say so better. */
const SHOWN_MAX = 100;

interface PageOf<Row> {
  data: Row[];
  next_cursor: string | null;
}

export function useEscalations(status: string): UseQueryResult<PageOf<Escalation>> {
  const { id } = useMarket();
  const query = new URLSearchParams({ market_id: id, status, limit: String(SHOWN_MAX) });
  return useQuery({
    queryKey: ['escalations', id, status],
    queryFn: ({ signal }) => api.get<PageOf<Escalation>>(`/v1/ops/escalations?${query}`, signal),
    refetchInterval: INCIDENTS_EVERY_MS,
    placeholderData: (before) => before,
  });
}

export function useIncidents(): UseQueryResult<PageOf<Incident>> {
  const { id } = useMarket();
  const query = new URLSearchParams({ market_id: id, status: 'open' });
  return useQuery({
    queryKey: ['escalations', 'incidents', id],
    queryFn: ({ signal }) => api.get<PageOf<Incident>>(`/v1/ops/incidents?${query}`, signal),
    refetchInterval: INCIDENTS_EVERY_MS,
  });
}
