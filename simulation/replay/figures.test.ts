import { computeFigures, FIGURE_NAMES, offerDelays, quantile } from './figures';
import { checkInvariants, type Evidence } from './invariants';
import type { EventRow, OfferRow } from './record';

const RATE = 30;

const order = (id: string, status: string, assigned: number | null, ended: number | null) => ({
  id,
  externalId: id,
  status,
  version: 1,
  placedAt: 0,
  firstAssignedAt: assigned,
  endedAt: ended,
});
const offer = (id: string, status: string, openedAt: number | null, reason: string | null = null): OfferRow => ({
  id,
  driverId: 'd',
  status,
  reason,
  reservedAt: 0,
  openedAt,
  settledAt: 1,
  orderIds: ['a'],
});
const event = (
  type: string,
  actorType: string,
  statusFrom = 'assigned',
  driverBefore: string | null = null,
): EventRow => ({
  orderId: 'a',
  number: 1,
  type,
  statusFrom,
  statusTo: 'unassigned',
  actorType,
  offerId: null,
  driverBefore,
});

const EVIDENCE: Evidence = {
  record: {
    orders: [
      order('a', 'delivered', 2_000, 60_000),
      order('b', 'undeliverable', null, 9_000),
      order('c', 'assigned', 4_000, null),
    ],
    offers: [
      offer('f1', 'accepted', 1_000),
      offer('f2', 'declined', 1_000, 'pay'),
      offer('f5', 'declined', 1_000, 'pay'),
      offer('f6', 'declined', 1_000, 'safety'),
      offer('f3', 'expired', 1_000),
      offer('f4', 'withdrawn', null),
    ],
    events: [
      event('order.released', 'driver'),
      event('order.requeued', 'system'),
      event('order.requeued', 'ops'),
      event('order.requeued', 'ops', 'offered'),
      event('order.force_assigned', 'ops', 'assigned', 'd'),
      event('order.force_assigned', 'ops', 'unassigned'),
    ],
    assignments: [],
  },
  placed: ['a', 'b', 'c'],
  answers: [
    { offerId: 'f1', driverId: 'd', said: 'accept', outcome: 'accepted', tookMs: 8 },
    { offerId: 'f2', driverId: 'd', said: 'decline', outcome: 'declined', tookMs: 900 },
  ],
  executions: [],
};
const figures = computeFigures(EVIDENCE, checkInvariants(EVIDENCE), RATE);

describe('computeFigures', () => {
  it('counts orders and offers by how they ended', () => {
    expect(figures).toMatchObject({
      orders_placed: 3,
      orders_delivered: 1,
      orders_cancelled: 0,
      orders_undeliverable: 1,
      orders_open: 1,
      offers_sent: 5,
      offers_accepted: 1,
      offers_declined: 3,
      offers_expired: 1,
    });
  });

  it('counts why drivers said no, each no once', () => {
    expect(figures).toMatchObject({
      declined_too_far: 0,
      declined_pay: 2,
      declined_break: 0,
      declined_merchant: 0,
      declined_other: 1,
    });
  });

  it('tells reassignments by people from those by themselves, and counts only orders that had a driver', () => {
    expect(figures).toMatchObject({ reassignments_automatic: 2, reassignments_manual: 2 });
  });

  it('gives times of orders in market time and latency of accepts in real time', () => {
    expect(figures).toMatchObject({
      time_to_assign_p50_s: 60,
      time_to_assign_p95_s: 120,
      click_to_door_mean_min: 30,
      accept_p50_ms: 8,
      accept_p99_ms: 8,
    });
  });

  it('has the published names, all of them', () => {
    expect(Object.keys(figures)).toEqual([...FIGURE_NAMES]);
  });
});

describe('offerDelays', () => {
  it('is market time from sending to seeing, of offers that were seen', () => {
    expect(offerDelays(EVIDENCE.record, new Map([['f1', 1_100]]), RATE)).toEqual([3]);
  });
});

describe('quantile', () => {
  it('is the nearest rank, and 0 of nothing', () => {
    expect(quantile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(quantile([5, 1, 4, 2, 3], 0.99)).toBe(5);
    expect(quantile([], 0.5)).toBe(0);
  });
});
