import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { createContext, use, useEffect } from 'react';
import { marketNow } from '../../shared/market-clock';
import { useNow } from '../../shared/ticker';
import { api } from '../client';
import type { Board, Market } from './board';
import { boardKey, fetchBoard, followBoard } from './follow-board';
import type { WireMarket } from './wire';

export function useMarkets(): UseQueryResult<WireMarket[]> {
  return useQuery({
    queryKey: ['markets'],
    queryFn: async ({ signal }) => (await api.get<{ data: WireMarket[] }>('/v1/ops/markets', signal)).data,
  });
}

/** The live board of a market. Mounted once: it holds the page's one stream. */
export function useLiveBoard(marketId: string): UseQueryResult<Board> {
  const queryClient = useQueryClient();
  const query = useQuery({
    queryKey: boardKey(marketId),
    queryFn: ({ signal }) => fetchBoard(api, marketId, signal),
    // Rows are compared by version in the reducer, which knows better than a deep comparison of thousands of them.
    structuralSharing: false,
  });
  const isLoaded = query.data !== undefined;
  useEffect(() => (isLoaded ? followBoard(api, queryClient, marketId) : undefined), [isLoaded, marketId, queryClient]);
  return query;
}

const BoardContext = createContext<Board | null>(null);
export const BoardProvider = BoardContext;

export function useBoard(): Board {
  const board = use(BoardContext);
  if (!board) throw new Error('useBoard outside of a loaded board');
  return board;
}

export const useMarket = (): Market => useBoard().market;

/** Market time, once a second. */
export function useMarketNow(): number {
  return marketNow(useMarket().clock, useNow());
}
