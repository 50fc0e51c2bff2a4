import { marketTime, type MarketClock } from '../../shared/market-clock';
import { isBeforePickup, lookOf, ORDER_STATUSES } from '../../shared/statuses';
import { driverOf, type Order } from '../live/board';
import { passes, slackOf, URGENCIES, urgencyOf, type Filter, type Urgency } from './urgency';

export interface BoardFilters {
  show: Filter | null;
  merchant: string | null;
  zone: string | null;
  query: string;
  group: 'urgency' | 'status';
}

export interface Section {
  key: string;
  title: string;
  hint: string;
  ids: string[];
  /** Orders that share one cause, shown as one row until somebody looks. */
  folds: Fold[];
}

export interface Fold {
  key: string;
  /** The kitchen that they all wait for. */
  place: string;
  ids: string[];
}

/** As many rows say it better than one that counts them. */
const FOLD_ABOVE = 5;

const URGENCY_TITLES: Record<Urgency, { title: string; hint: string }> = {
  needs_person: { title: 'Needs a person', hint: 'sorted by deadline' },
  late: { title: 'Late', hint: 'worst first' },
  late_soon: { title: 'Late soon', hint: 'less than 10 min of slack' },
  on_track: { title: 'On track', hint: '' },
};

interface Ranked {
  order: Order;
  slack: number | null;
}

/** The board's sections with their orders, worst first; empty sections are left out. */
export function arrange(
  orders: Iterable<Order>,
  filters: BoardFilters,
  clock: MarketClock,
  nowMarketMs: number,
): Section[] {
  const ranked: Ranked[] = [];
  for (const order of orders) {
    const slack = slackOf(order, clock, nowMarketMs);
    if (isWanted(order, slack, filters)) ranked.push({ order, slack });
  }
  const sections = filters.group === 'urgency' ? byUrgency(ranked, clock) : byStatus(ranked);
  return sections.filter(({ ids }) => ids.length > 0);
}

function isWanted(order: Order, slack: number | null, { show, merchant, zone, query }: BoardFilters): boolean {
  if (show !== null && !passes(show, order, slack)) return false;
  if (merchant !== null && order.merchant.id !== merchant) return false;
  if (zone !== null && order.zoneId !== zone) return false;
  return query === '' || textOf(order).includes(query.toLowerCase());
}

const textOf = (order: Order): string =>
  [order.id, order.externalId, order.merchant.name, order.pickup.name, order.dropoff.name, driverOf(order)?.name ?? '']
    .join(' ')
    .toLowerCase();

function byUrgency(ranked: Ranked[], clock: MarketClock): Section[] {
  const groups = groupBy(ranked, ({ order, slack }) => urgencyOf(order, slack));
  return URGENCIES.map((urgency) => {
    const rows = groups.get(urgency) ?? [];
    const deadline = ({ order }: Ranked): number => (order.next ? marketTime(clock, order.next.at) : 0);
    const sorted =
      urgency === 'needs_person' ? rows.sort((a, b) => deadline(a) - deadline(b) || byId(a, b)) : rows.sort(worstFirst);
    const folds = urgency === 'on_track' ? [] : foldsOf(urgency, sorted);
    return { key: urgency, ...URGENCY_TITLES[urgency], ids: idsOf(sorted), folds };
  });
}

function byStatus(ranked: Ranked[]): Section[] {
  const groups = groupBy(ranked, ({ order }) => order.status);
  const known: string[] = ORDER_STATUSES;
  const keys = [...known, ...[...groups.keys()].filter((status) => !known.includes(status))];
  return keys.map((status) => ({
    key: status,
    title: lookOf(status).label,
    hint: '',
    ids: idsOf((groups.get(status) ?? []).sort(worstFirst)),
    folds: [],
  }));
}

function groupBy<Key extends string>(ranked: Ranked[], keyOf: (row: Ranked) => Key): Map<Key, Ranked[]> {
  const groups = new Map<Key, Ranked[]>();
  for (const row of ranked) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** A kitchen that is behind makes all its orders late at once: one row says so. */
function foldsOf(section: string, ranked: Ranked[]): Fold[] {
  const waiting = ranked.filter(({ order }) => isBeforePickup(order.status));
  const kitchens = groupBy(waiting, ({ order }) => `${order.merchant.id} ${order.pickup.name}`);
  return [...kitchens]
    .filter(([, rows]) => rows.length > FOLD_ABOVE)
    .map(([key, rows]) => ({
      key: `${section} ${key}`,
      place: rows[0]?.order.pickup.name ?? '',
      ids: idsOf(rows),
    }));
}

const idsOf = (ranked: Ranked[]): string[] => ranked.map(({ order }) => order.id);
const byId = (a: Ranked, b: Ranked): number => (a.order.id < b.order.id ? -1 : 1);
const worstFirst = (a: Ranked, b: Ranked): number => (a.slack ?? Infinity) - (b.slack ?? Infinity) || byId(a, b);

/** How far a shown arrangement is behind the current one: what the quiet hint above the list says. */
export function drift(shown: readonly Section[], current: readonly Section[]): { moved: number; fresh: number } {
  const place = new Map<string, string>();
  for (const { key, ids } of shown) for (const id of ids) place.set(id, key);
  let fresh = 0;
  let moved = 0;
  for (const { key, ids } of current) {
    for (const id of ids) {
      const was = place.get(id);
      if (was === undefined) fresh += 1;
      else if (was !== key) moved += 1;
    }
  }
  return { moved, fresh };
}

/** The shown arrangement without the rows that have left the board: itself while none has, so that nothing is worked out again. */
export function keepKnown(sections: readonly Section[], isKnown: (id: string) => boolean): readonly Section[] {
  if (sections.every(({ ids }) => ids.every(isKnown))) return sections;
  return sections
    .map((section) => ({
      ...section,
      ids: section.ids.filter(isKnown),
      folds: section.folds
        .map((fold) => ({ ...fold, ids: fold.ids.filter(isKnown) }))
        .filter(({ ids }) => ids.length > 1),
    }))
    .filter(({ ids }) => ids.length > 0);
}
