import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { lookOf } from '../../shared/statuses';
import { api } from '../client';
import { useSettled } from '../parts/use-settled';
import { driverHit, orderHit, type Hit } from './search-hits';

/** A hand between two letters. */
const TYPING_MS = 200;
/** One letter is in every name. */
const LETTERS_MIN = 2;
const EACH_MAX = 4;
const NONE: Hit[] = [];

interface Found<Item> {
  data: Item[];
}
interface FoundOrder {
  id: string;
  status: string;
  pickup: { name: string };
  dropoff: { name: string };
}

/** What the board does not have: drivers who are not on shift, and ended orders by the merchant's own number. */
async function askServer(marketId: string, text: string, signal?: AbortSignal): Promise<Hit[]> {
  const market = { market_id: marketId, limit: String(EACH_MAX) };
  const list = <Item>(path: string, query: Record<string, string>): Promise<Found<Item>> =>
    api.get(`${path}?${new URLSearchParams({ ...market, ...query })}`, signal);
  const [drivers, orders] = await Promise.all([
    list<{ id: string; name: string; availability: string }>('/v1/ops/drivers', { search: text }),
    list<FoundOrder>('/v1/ops/orders', { external_id: text }),
  ]);
  return [
    ...orders.data.map(({ id, status, pickup, dropoff }) =>
      orderHit(id, `${pickup.name} → ${dropoff.name} · ${lookOf(status).label}`),
    ),
    ...drivers.data.map(({ id, name, availability }) => driverHit(id, name, availability.replaceAll('_', ' '))),
  ];
}

const question = (marketId: string, text: string) => ({
  queryKey: ['found', marketId, text],
  queryFn: ({ signal }: { signal: AbortSignal }) => askServer(marketId, text, signal),
  staleTime: 30_000,
  gcTime: 60_000,
});

export interface ServerSearch {
  hits: Hit[];
  isAsking: boolean;
  /** The answer to just this text, waited for: what Enter acts on. Nothing when there is no answer. */
  answerTo: (text: string) => Promise<Hit[]>;
}

/** Asks a moment after the last letter. */
export function useServerSearch(marketId: string, typed: string): ServerSearch {
  const queryClient = useQueryClient();
  const text = typed.trim();
  const settled = useSettled(text, TYPING_MS);
  const isWanted = text.length >= LETTERS_MIN;
  const { data } = useQuery({ ...question(marketId, settled), enabled: isWanted && settled === text });
  return {
    hits: isWanted && settled === text ? (data ?? NONE) : NONE,
    isAsking: isWanted && (settled !== text || data === undefined),
    answerTo: (asked) => answerTo(queryClient, marketId, asked.trim()),
  };
}

async function answerTo(queryClient: QueryClient, marketId: string, text: string): Promise<Hit[]> {
  if (text.length < LETTERS_MIN) return [];
  return queryClient.fetchQuery(question(marketId, text)).catch(() => []);
}
