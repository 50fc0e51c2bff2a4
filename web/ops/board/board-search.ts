import { useNavigate, useSearch } from '@tanstack/react-router';
import { FILTERS, type Filter } from './urgency';

/** What of the board's state can be linked to: filters, and the order whose story is open. */
export interface BoardSearch {
  market?: string;
  show?: Filter | 'drivers';
  group?: 'status';
  merchant?: string;
  q?: string;
  order?: string;
}

const text = (value: unknown): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') && value !== '' ? String(value) : undefined;

const isShow = (value: unknown): value is BoardSearch['show'] =>
  value === 'drivers' || FILTERS.some((filter) => filter === value);

/** Whatever stands in the address bar becomes a valid search: an unknown value is dropped, never an error page. */
export function validateSearch(raw: Record<string, unknown>): BoardSearch {
  const search: BoardSearch = {
    market: text(raw['market']),
    show: isShow(raw['show']) ? raw['show'] : undefined,
    group: raw['group'] === 'status' ? 'status' : undefined,
    merchant: text(raw['merchant']),
    q: text(raw['q']),
    order: text(raw['order']),
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

export const useBoardSearch = (): BoardSearch => useSearch({ from: '/' });

/** Changes some parameters and keeps the rest. Filters replace the history entry; opening a story is a step back to. */
export function useSetBoardSearch(): (change: Partial<BoardSearch>) => void {
  const navigate = useNavigate({ from: '/' });
  return (change) =>
    void navigate({ to: '/', search: (search) => ({ ...search, ...change }), replace: !('order' in change) });
}
