import type { QueryClient } from '@tanstack/react-query';
import type { ApiClient } from '../../shared/api-client';
import { openStream, type StreamMessage } from '../../shared/event-stream';
import { applyEvents, LEAVING_MS, type Board, type BoardEvent } from './board';
import { connectionEvents } from './connection';
import { boardOf, driverOf, orderOf, type WireBoard, type WireDriver, type WireOrder } from './wire';

/** The most that the API gives at once. */
const ROWS_MAX = 5000;
/** Faster than this a list cannot be read. */
const FLUSH_MS = 250;

export const boardKey = (marketId: string): string[] => ['board', marketId];

export async function fetchBoard(api: ApiClient, marketId: string, signal?: AbortSignal): Promise<Board> {
  const askedAt = Date.now();
  const query = new URLSearchParams({ market_id: marketId, limit: String(ROWS_MAX) });
  const wire = await api.get<WireBoard>(`/v1/ops/board?${query}`, signal);
  return boardOf(wire, askedAt, Date.now());
}

/** Keeps the cached board of a market current: one stream, one reducer, a few writes a second. Returns how to stop. */
export function followBoard(api: ApiClient, queryClient: QueryClient, marketId: string): () => void {
  const key = boardKey(marketId);
  const cached = (): Board | undefined => queryClient.getQueryData<Board>(key);
  let waiting: BoardEvent[] = [];
  let flushTimer: ReturnType<typeof setTimeout> | undefined;

  function flushIn(ms: number): void {
    flushTimer ??= setTimeout(flush, ms);
  }

  function flush(): void {
    flushTimer = undefined;
    const board = cached();
    if (!board) return;
    const events = waiting;
    waiting = [];
    const next = applyEvents(board, events, Date.now());
    if (next !== board) queryClient.setQueryData(key, next);
    if (next.leaving.size > 0) flushIn(LEAVING_MS / 3);
  }

  function take(message: StreamMessage): void {
    if (message.event === 'resync') {
      void queryClient.refetchQueries({ queryKey: key });
      return;
    }
    if (message.event === 'escalations') {
      void queryClient.invalidateQueries({ queryKey: ['escalations'] });
      void queryClient.invalidateQueries({ queryKey: ['story'] });
      return;
    }
    const board = cached();
    if (!board) return;
    waiting.push(...eventsOf(message, Date.now() + board.market.clock.serverAheadMs));
    flushIn(FLUSH_MS);
  }

  const close = openStream({
    url: `/v1/ops/stream?${new URLSearchParams({ market_id: marketId })}`,
    after: cached()?.cursor ?? null,
    headers: api.headers,
    onMessage: take,
    onOpen: connectionEvents.opened,
    onSign: connectionEvents.sign,
    onDown(status) {
      if (status === 401) api.expired();
      connectionEvents.lost();
    },
  });
  return () => {
    close();
    clearTimeout(flushTimer);
  };
}

function eventsOf(message: StreamMessage, serverNow: number): BoardEvent[] {
  switch (message.event) {
    case 'orders': {
      const { orders } = JSON.parse(message.data) as { orders: WireOrder[] };
      return orders.map((order) => ({ kind: 'order', order: orderOf(order, serverNow) }));
    }
    case 'drivers': {
      const { drivers } = JSON.parse(message.data) as { drivers: WireDriver[] };
      return drivers.map((driver) => ({ kind: 'driver', driver: driverOf(driver) }));
    }
    default:
      return [];
  }
}
