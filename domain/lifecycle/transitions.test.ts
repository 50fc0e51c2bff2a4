import { CARRIED_STATUSES, ENDED_STATUSES, isEnded, ORDER_STATUSES, type OrderStatus } from './statuses';
import { allowedRequests, nextStatus, TRANSITIONS, type TransitionRequest } from './transitions';

// Written out a second time on purpose: a change of the table must be meant.
const ALLOWED: Record<OrderStatus, Partial<Record<TransitionRequest, OrderStatus>>> = {
  scheduled: {
    enter_pool: 'unassigned',
    force_assign: 'assigned',
    requeue: 'unassigned',
    cancel: 'cancelled',
  },
  unassigned: {
    send_offer: 'offered',
    force_assign: 'assigned',
    requeue: 'unassigned',
    hold: 'unassigned',
    cancel: 'cancelled',
    give_up: 'undeliverable',
  },
  offered: {
    send_offer: 'offered',
    accept: 'assigned',
    lose_offer: 'unassigned',
    force_assign: 'assigned',
    requeue: 'unassigned',
    hold: 'unassigned',
    cancel: 'cancelled',
  },
  assigned: {
    force_assign: 'assigned',
    release: 'unassigned',
    requeue: 'unassigned',
    arrive_at_pickup: 'arrived_at_pickup',
    cancel: 'cancelled',
  },
  arrived_at_pickup: {
    force_assign: 'assigned',
    release: 'unassigned',
    requeue: 'unassigned',
    pick_up: 'picked_up',
    cancel: 'cancelled',
  },
  picked_up: {
    arrive_at_dropoff: 'arrived_at_dropoff',
    strand: 'stranded',
    start_return: 'returning',
    give_up: 'undeliverable',
  },
  arrived_at_dropoff: {
    deliver: 'delivered',
    strand: 'stranded',
    start_return: 'returning',
    give_up: 'undeliverable',
  },
  stranded: { accept_rescue: 'rescuing', recover: 'picked_up', give_up: 'undeliverable' },
  rescuing: {
    pick_up: 'picked_up',
    release_rescue: 'stranded',
    recover: 'picked_up',
    give_up: 'undeliverable',
  },
  returning: { complete_return: 'returned', strand: 'stranded', give_up: 'undeliverable' },
  delivered: {},
  returned: {},
  cancelled: {},
  undeliverable: {},
};

const REQUESTS = TRANSITIONS.map(({ request }) => request);

describe.each(ORDER_STATUSES)('%s', (status) => {
  test.each(REQUESTS)(`%s leads where it may, and nowhere else`, (request) => {
    expect(nextStatus(status, request)).toBe(ALLOWED[status][request] ?? null);
  });

  test('names what may be asked of it', () => {
    expect(allowedRequests(status).sort()).toEqual(Object.keys(ALLOWED[status]).sort());
  });
});

test('every request has one row', () => {
  expect(new Set(REQUESTS).size).toBe(TRANSITIONS.length);
});

test.each(ENDED_STATUSES)('nothing may be asked of an order that is %s', (status) => {
  expect(allowedRequests(status)).toEqual([]);
});

test.each(ORDER_STATUSES.filter((status) => !isEnded(status)))('an order that is %s can still end', (status) => {
  const seen = new Set<OrderStatus>([status]);
  for (const reached of seen) for (const request of REQUESTS) seen.add(nextStatus(reached, request) ?? reached);
  expect([...seen].some(isEnded)).toBe(true);
});

test('goods in the hands of a driver are never offered from the restaurant again', () => {
  for (const status of CARRIED_STATUSES) {
    const reached = REQUESTS.map((request) => nextStatus(status, request));
    expect(reached).not.toContain('unassigned');
    expect(reached).not.toContain('cancelled');
  }
});
