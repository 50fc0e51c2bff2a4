import type { GivenAnswer } from '../driver/journal';
import { countViolations, type Evidence, type Violations } from './invariants';
import type { EventRow, MarketRecord, OfferRow, OrderRow } from './record';

/** The figures of a replay under their published names. `_s` and `_min` are market time, `_ms` real time. */
export type Figures = Record<FigureName, number>;
export type FigureName = (typeof FIGURE_NAMES)[number];

export const FIGURE_NAMES = [
  'orders_placed',
  'orders_delivered',
  'orders_cancelled',
  'orders_undeliverable',
  'orders_open',
  'orders_lost',
  'double_assignments',
  'double_open_offers',
  'answer_mismatches',
  'invariant_violations',
  'offers_sent',
  'offers_accepted',
  'offers_declined',
  'offers_expired',
  'declined_too_far',
  'declined_pay',
  'declined_break',
  'declined_merchant',
  'declined_other',
  'reassignments_automatic',
  'reassignments_manual',
  'time_to_assign_p50_s',
  'time_to_assign_p95_s',
  'click_to_door_mean_min',
  'click_to_door_p90_min',
  'accept_p50_ms',
  'accept_p99_ms',
] as const;

export function computeFigures({ record, answers }: Evidence, violations: Violations, rate: number): Figures {
  const { orders, offers, events } = record;
  const ended = (status: string): number => orders.filter((order) => order.status === status).length;
  const offersThat = (status: string): number => offers.filter((offer) => offer.status === status).length;
  const toAssign = marketSeconds(orders, ({ firstAssignedAt }) => firstAssignedAt, rate);
  const delivered = orders.filter(({ status }) => status === 'delivered');
  const toDoor = marketSeconds(delivered, ({ endedAt }) => endedAt, rate).map((seconds) => seconds / 60);
  const accepts = answers.filter(({ said }) => said === 'accept').map(({ tookMs }: GivenAnswer) => tookMs);
  return {
    orders_placed: orders.length,
    orders_delivered: delivered.length,
    orders_cancelled: ended('cancelled'),
    orders_undeliverable: ended('undeliverable'),
    orders_open: orders.filter(({ endedAt }) => endedAt === null).length,
    orders_lost: violations.lost.length,
    double_assignments: violations.doubleAssignments.length,
    double_open_offers: violations.doubleOpenOffers.length,
    answer_mismatches: violations.answerMismatches.length,
    invariant_violations: countViolations(violations),
    offers_sent: offers.filter(({ openedAt }) => openedAt !== null).length,
    offers_accepted: offersThat('accepted'),
    offers_declined: offersThat('declined'),
    offers_expired: offersThat('expired'),
    ...declines(offers),
    reassignments_automatic: events.filter((event) => reassigns(event) && event.actorType !== 'ops').length,
    reassignments_manual: events.filter((event) => reassigns(event) && event.actorType === 'ops').length,
    time_to_assign_p50_s: quantile(toAssign, 0.5),
    time_to_assign_p95_s: quantile(toAssign, 0.95),
    click_to_door_mean_min: mean(toDoor),
    click_to_door_p90_min: quantile(toDoor, 0.9),
    accept_p50_ms: quantile(accepts, 0.5),
    accept_p99_ms: quantile(accepts, 0.99),
  };
}

type DeclineFigure = Extract<FigureName, `declined_${string}`>;

/** Why drivers said no: where each reason of their behaviour (distance, pay, fatigue, waiting) shows. */
function declines(offers: OfferRow[]): Record<DeclineFigure, number> {
  const figures = {
    declined_too_far: 0,
    declined_pay: 0,
    declined_break: 0,
    declined_merchant: 0,
    declined_other: 0,
  };
  for (const { status, reason } of offers) {
    if (status !== 'declined') continue;
    const name = `declined_${reason}`;
    figures[name in figures ? (name as DeclineFigure) : 'declined_other'] += 1;
  }
  return figures;
}

/** How long offers took from being sent to being on a screen: market seconds that the machine took from the drivers. */
export function offerDelays(record: MarketRecord, shownAt: Map<string, number>, rate: number): number[] {
  return record.offers.flatMap(({ id, openedAt }) => {
    const shown = shownAt.get(id);
    return shown === undefined || openedAt === null ? [] : [(Math.max(0, shown - openedAt) * rate) / 1000];
  });
}

/** The order had a driver and lost him before the goods were picked up. */
const reassigns = ({ type, statusFrom, driverBefore }: EventRow): boolean =>
  type === 'order.released' ||
  (type === 'order.requeued' && (statusFrom === 'assigned' || statusFrom === 'arrived_at_pickup')) ||
  (type === 'order.force_assigned' && driverBefore !== null);

function marketSeconds(orders: OrderRow[], until: (order: OrderRow) => number | null, rate: number): number[] {
  return orders.flatMap((order) => {
    const end = until(order);
    return end === null ? [] : [((end - order.placedAt) * rate) / 1000];
  });
}

export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
