import { useNavigate, useSearch } from '@tanstack/react-router';
import { FILTERS, type Filter } from './board/urgency';

/** What of the page's state can be linked to: the market, filters, and what is open. Each room reads what concerns it. */
export interface OpsSearch {
  market?: string;
  /** `1`: the board for a screen on the wall. */
  wall?: string;
  show?: Filter | 'drivers';
  group?: 'status';
  zone?: string;
  merchant?: string;
  q?: string;
  order?: string;
  driver?: string;
  /** A list's own filter by state: of escalations or drivers. */
  state?: string;
  actor?: string;
  type?: string;
  from?: string;
  to?: string;
  /** One row of a list that is looked at: an audited event, a version of a policy. */
  row?: string;
  range?: string;
}

const TEXTS = [
  'market',
  'wall',
  'zone',
  'merchant',
  'q',
  'order',
  'driver',
  'state',
  'actor',
  'type',
  'from',
  'to',
  'row',
  'range',
] as const satisfies readonly (keyof OpsSearch)[];

const text = (value: unknown): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') && value !== '' ? String(value) : undefined;

const isShow = (value: unknown): value is OpsSearch['show'] =>
  value === 'drivers' || FILTERS.some((filter) => filter === value);

/** Whatever stands in the address bar becomes a valid search: an unknown value is dropped, never an error page. */
export function validateSearch(raw: Record<string, unknown>): OpsSearch {
  const search: OpsSearch = {
    ...Object.fromEntries(TEXTS.map((key) => [key, text(raw[key])])),
    show: isShow(raw['show']) ? raw['show'] : undefined,
    group: raw['group'] === 'status' ? 'status' : undefined,
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

export const useOpsSearch = (): OpsSearch => useSearch({ from: '__root__' });

/** Opening and closing something is a step to come back from; a filter is not. */
const STEPS: readonly (keyof OpsSearch)[] = ['order', 'row', 'driver'];

/** Changes some parameters and keeps the rest, in the room that is open. */
export function useSetSearch(): (change: Partial<OpsSearch>) => void {
  const navigate = useNavigate();
  return (change) =>
    void navigate({
      to: '.',
      search: (search: OpsSearch) => ({ ...search, ...change }),
      replace: !STEPS.some((key) => key in change),
    });
}
