import { checkInvariants, countViolations, type Evidence, type Violations } from './invariants';

/** One order that was declined once, accepted and delivered: nothing is wrong with it. */
function evidence(): Evidence {
  const event = (
    number: number,
    type: string,
    statusFrom: string | null,
    statusTo: string,
    offerId: string | null,
  ) => ({
    orderId: 'o',
    number,
    type,
    statusFrom,
    statusTo,
    offerId,
    actorType: 'system',
    driverBefore: null,
  });
  const offer = (id: string, driverId: string, status: string, reservedAt: number) => ({
    id,
    driverId,
    status,
    reason: null,
    reservedAt,
    openedAt: reservedAt + 1,
    settledAt: reservedAt + 10,
    orderIds: ['o'],
  });
  return {
    record: {
      orders: [
        {
          id: 'o',
          externalId: 'day-o',
          status: 'delivered',
          version: 6,
          placedAt: 0,
          firstAssignedAt: 30,
          endedAt: 90,
        },
      ],
      events: [
        event(1, 'order.placed', null, 'unassigned', null),
        event(2, 'offer.sent', 'unassigned', 'offered', 'f1'),
        event(3, 'offer.declined', 'offered', 'unassigned', 'f1'),
        event(4, 'offer.sent', 'unassigned', 'offered', 'f2'),
        event(5, 'offer.accepted', 'offered', 'assigned', 'f2'),
        event(6, 'order.delivered', 'assigned', 'delivered', null),
      ],
      offers: [offer('f1', 'd1', 'declined', 0), offer('f2', 'd2', 'accepted', 20)],
      assignments: [{ orderId: 'o', driverId: 'd2', offerId: 'f2', createdAt: 30, endedAt: 90 }],
    },
    placed: ['day-o'],
    answers: [
      { offerId: 'f1', driverId: 'd1', said: 'decline', outcome: 'declined', tookMs: 3 },
      { offerId: 'f2', driverId: 'd2', said: 'accept', outcome: 'accepted', tookMs: 4 },
    ],
    executions: [{ orderId: 'o', running: 0, completed: 1, broken: 0, endedAs: 'delivered' }],
  };
}

function broken(change: (evidence: Evidence) => void): Violations {
  const changed = evidence();
  change(changed);
  return checkInvariants(changed);
}

describe('checkInvariants', () => {
  it('finds nothing where nothing is wrong', () => {
    expect(countViolations(checkInvariants(evidence()))).toBe(0);
  });

  it.each<[string, keyof Violations, (evidence: Evidence) => void]>([
    ['an order that was taken and is gone', 'lost', (e) => e.placed.push('day-p')],
    [
      'an open order that nobody works on',
      'lost',
      (e) => {
        e.record.orders[0]!.endedAt = null;
      },
    ],
    [
      'two drivers at once',
      'doubleAssignments',
      (e) => e.record.assignments.push({ orderId: 'o', driverId: 'd3', offerId: null, createdAt: 50, endedAt: null }),
    ],
    [
      'two offers at once',
      'doubleOpenOffers',
      (e) => {
        e.record.offers[1]!.driverId = 'd1';
        e.record.offers[1]!.reservedAt = 5;
      },
    ],
    [
      'a yes that the database knows nothing of',
      'answerMismatches',
      (e) => {
        e.record.offers[1]!.status = 'expired';
      },
    ],
    ['a yes that nobody said', 'answerMismatches', (e) => void e.answers.pop()],
    ['a yes that bound nobody', 'answerMismatches', (e) => void e.record.assignments.pop()],
    [
      'an event that is missing',
      'eventOrder',
      (e) => {
        e.record.events.splice(2, 1);
      },
    ],
    [
      'a status out of nowhere',
      'eventOrder',
      (e) => {
        e.record.events[3]!.statusFrom = 'assigned';
      },
    ],
    [
      'a version without an event',
      'eventOrder',
      (e) => {
        e.record.orders[0]!.version = 7;
      },
    ],
    [
      'an outcome that the story does not tell',
      'offersAgainstEvents',
      (e) => {
        e.record.events[2]!.type = 'offer.withdrawn';
      },
    ],
    [
      'an outcome that the story makes up',
      'offersAgainstEvents',
      (e) => {
        e.record.events[5]!.type = 'offer.expired';
        e.record.events[5]!.offerId = 'f1';
      },
    ],
    ['an order without a workflow', 'workflows', (e) => void e.executions.pop()],
    [
      'a second workflow of one order',
      'workflows',
      (e) => {
        e.executions[0]!.completed = 2;
      },
    ],
    [
      'a workflow that failed',
      'workflows',
      (e) => {
        e.executions[0]!.broken = 1;
      },
    ],
    [
      'a workflow that ended otherwise',
      'workflows',
      (e) => {
        e.executions[0]!.endedAs = 'cancelled';
      },
    ],
  ])('finds %s', (_, kind, change) => {
    expect(broken(change)[kind]).not.toEqual([]);
  });

  it('lets one assignment begin where the one before ended', () => {
    const found = broken((e) => {
      e.record.assignments.unshift({ orderId: 'o', driverId: 'd9', offerId: 'f0', createdAt: 10, endedAt: 30 });
    });
    expect(found.doubleAssignments).toEqual([]);
  });
});
