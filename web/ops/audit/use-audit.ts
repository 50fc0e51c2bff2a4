import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { realTime } from '../../shared/market-clock';
import { instantOf } from '../../shared/market-input';
import { api } from '../client';
import { useMarket } from '../live/use-board';
import { useOpsSearch } from '../search';
import type { AuditEvent } from './audit-event';

interface Page {
  data: AuditEvent[];
  next_cursor: string | null;
}

const PAGE_ROWS = 100;

/** The filters of the address bar as the API wants them. */
export function useAuditQuery(): URLSearchParams {
  const market = useMarket();
  const { order, driver, merchant, zone, actor, type, from, to, q } = useOpsSearch();
  const instant = (text: string | undefined): string | undefined => {
    const at = text === undefined ? null : instantOf(text, market.timeZone);
    return at === null ? undefined : new Date(realTime(market.clock, at)).toISOString();
  };
  const filters = {
    order_id: order,
    driver_id: driver,
    merchant_id: merchant,
    zone_id: zone,
    actor,
    type,
    from: instant(from),
    to: instant(to),
    q,
  };
  const query = new URLSearchParams({ market_id: market.id });
  for (const [key, value] of Object.entries(filters)) if (value !== undefined) query.set(key, value);
  return query;
}

export function useAudit(): UseInfiniteQueryResult<InfiniteData<Page>> {
  const query = useAuditQuery();
  return useInfiniteQuery({
    queryKey: ['audit', query.toString()],
    queryFn({ pageParam, signal }) {
      const page = new URLSearchParams(query);
      page.set('limit', String(PAGE_ROWS));
      if (pageParam !== null) page.set('cursor', pageParam);
      return api.get<Page>(`/v1/ops/audit?${page}`, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    // What was read an hour ago is not the trail of now.
    staleTime: 10_000,
  });
}
