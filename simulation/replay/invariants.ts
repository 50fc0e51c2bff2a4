import type { GivenAnswer } from '../driver/journal';
import type { OrderExecutions } from './executions';
import { groupBy } from './group-by';
import type { EventRow, MarketRecord, OfferRow } from './record';

export interface Evidence {
  record: MarketRecord;
  /** External IDs of the orders that the API said it had taken. */
  placed: string[];
  answers: GivenAnswer[];
  executions: OrderExecutions[];
}

export interface Violations {
  lost: string[];
  doubleAssignments: string[];
  doubleOpenOffers: string[];
  answerMismatches: string[];
  eventOrder: string[];
  offersAgainstEvents: string[];
  workflows: string[];
}

/** Every promise that a replay checks; each violation is a sentence that names the thing. */
export function checkInvariants(evidence: Evidence): Violations {
  const { record } = evidence;
  return {
    lost: lostOrders(evidence),
    doubleAssignments: overlaps(
      record.assignments.map((row) => ({ of: row.orderId, from: row.createdAt, to: row.endedAt, what: row.driverId })),
      (order, a, b) => `order ${order} was assigned to ${a} and ${b} at the same time`,
    ),
    doubleOpenOffers: overlaps(
      record.offers.map((row) => ({ of: row.driverId, from: row.reservedAt, to: row.settledAt, what: row.id })),
      (driver, a, b) => `driver ${driver} held the offers ${a} and ${b} at the same time`,
    ),
    answerMismatches: answerMismatches(evidence),
    eventOrder: record.orders.flatMap((order) => brokenStory(order, eventsOf(record).get(order.id) ?? [])),
    offersAgainstEvents: offersAgainstEvents(record),
    workflows: record.orders.flatMap((order) => brokenWorkflow(order, evidence.executions)),
  };
}

export const countViolations = (violations: Violations): number => Object.values(violations).flat().length;

/** Taken by the API, then gone; or open with nobody working on it. */
function lostOrders({ record, placed, executions }: Evidence): string[] {
  const stored = new Set(record.orders.map(({ externalId }) => externalId));
  const worked = new Set(executions.filter(({ running }) => running > 0).map(({ orderId }) => orderId));
  const gone = placed.filter((externalId) => !stored.has(externalId));
  const idle = record.orders.filter(({ id, endedAt }) => endedAt === null && !worked.has(id));
  return [
    ...gone.map((externalId) => `order ${externalId} was taken and is not in the database`),
    ...idle.map(({ id, status }) => `order ${id} is ${status} and no workflow is working on it`),
  ];
}

interface Interval {
  of: string;
  from: number;
  to: number | null;
  what: string;
}

function overlaps(intervals: Interval[], say: (of: string, a: string, b: string) => string): string[] {
  return [...groupBy(intervals, ({ of }) => of).values()].flatMap((own) => {
    const inOrder = own.sort((a, b) => a.from - b.from);
    let longest = inOrder[0]!;
    return inOrder.slice(1).flatMap((next) => {
      const before = longest;
      if (endOf(next) > endOf(longest)) longest = next;
      return next.from < endOf(before) ? [say(next.of, before.what, next.what)] : [];
    });
  });
}

const endOf = ({ to }: Interval): number => to ?? Infinity;

function answerMismatches({ record, answers }: Evidence): string[] {
  const offers = new Map(record.offers.map((offer) => [offer.id, offer]));
  const contradicted = answers.flatMap(({ offerId, driverId, said, outcome }) => {
    const offer = offers.get(offerId);
    if (offer?.status === outcome && offer.driverId === driverId) return [];
    return [`${driverId} said ${said} to ${offerId}, was told ${outcome}, and it is ${offer?.status ?? 'unknown'}`];
  });
  return [...contradicted, ...acceptedByNobody(record, answers), ...acceptedForNothing(record)];
}

function acceptedByNobody(record: MarketRecord, answers: GivenAnswer[]): string[] {
  const saidYes = new Set(answers.filter(({ said }) => said === 'accept').map(({ offerId }) => offerId));
  return record.offers
    .filter(({ id, status }) => status === 'accepted' && !saidYes.has(id))
    .map(({ id, driverId }) => `offer ${id} is accepted and its driver ${driverId} never said so`);
}

function acceptedForNothing(record: MarketRecord): string[] {
  const bound = new Set(record.assignments.map(({ offerId, orderId }) => `${offerId} ${orderId}`));
  return record.offers
    .filter(({ status }) => status === 'accepted')
    .flatMap(({ id, orderIds }) =>
      orderIds.filter((orderId) => !bound.has(`${id} ${orderId}`)).map((order) => [id, order]),
    )
    .map(([offer, order]) => `offer ${offer} is accepted and gave its driver no assignment of order ${order}`);
}

const eventsOf = (record: MarketRecord): Map<string, EventRow[]> => groupBy(record.events, ({ orderId }) => orderId);

/** Numbers 1 to version without a gap, each event starting from the status in which the one before ended. */
function brokenStory(order: MarketRecord['orders'][number], events: EventRow[]): string[] {
  const found: string[] = [];
  events.forEach((event, index) => {
    const before = events[index - 1]?.statusTo ?? null;
    if (event.number !== index + 1) found.push(`order ${order.id}: event ${event.number} is in place ${index + 1}`);
    if (event.statusFrom !== before) {
      found.push(`order ${order.id}: event ${event.number} starts from ${event.statusFrom} after ${before}`);
    }
  });
  if (events.length !== order.version) {
    found.push(`order ${order.id} has version ${order.version} and ${events.length} events`);
  }
  const last = events.at(-1)?.statusTo;
  if (last !== order.status) found.push(`order ${order.id} is ${order.status} and its story ends with ${last}`);
  return found;
}

const ANSWERED = ['accepted', 'declined', 'expired'];

/** An offer that was sent and answered says so in the story of each of its orders, and the stories invent no answers. */
function offersAgainstEvents(record: MarketRecord): string[] {
  const told = new Set(record.events.map(({ type, offerId, orderId }) => `${type} ${offerId} ${orderId}`));
  const status = new Map(record.offers.map((offer) => [offer.id, offer.status]));
  const untold = record.offers.flatMap((offer) =>
    offer.orderIds.flatMap((orderId) =>
      eventsDueTo(offer)
        .filter((type) => !told.has(`${type} ${offer.id} ${orderId}`))
        .map((type) => `offer ${offer.id}: order ${orderId} has no event ${type}`),
    ),
  );
  const invented = record.events
    .filter(({ type, offerId }) => ANSWERED.some((end) => type === `offer.${end}` && status.get(offerId ?? '') !== end))
    .map(({ type, offerId }) => `offer ${offerId} is ${status.get(offerId ?? '')} and an event says ${type}`);
  return [...untold, ...invented];
}

const eventsDueTo = ({ openedAt, status }: OfferRow): string[] => [
  ...(openedAt === null ? [] : ['offer.sent']),
  ...(ANSWERED.includes(status) ? [`offer.${status}`] : []),
];

/** One workflow per order, ever: running while the order is open, completed with the same end after. */
function brokenWorkflow({ id, status, endedAt }: MarketRecord['orders'][number], all: OrderExecutions[]): string[] {
  const own = all.find(({ orderId }) => orderId === id);
  if (!own) return [`order ${id} has no workflow`];
  if (own.broken > 0) return [`order ${id} has ${own.broken} workflows that did not complete`];
  const expected = endedAt === null ? [1, 0] : [0, 1];
  if (own.running !== expected[0] || own.completed !== expected[1]) {
    return [`order ${id} is ${status} with ${own.running} workflows running and ${own.completed} completed`];
  }
  if (endedAt !== null && own.endedAs !== status) {
    return [`order ${id} is ${status} and its workflow ended as ${own.endedAs}`];
  }
  return [];
}
