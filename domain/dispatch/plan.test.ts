import { EARNEST, type MarketClock } from '../clock';
import { isEnded, ORDER_STATUSES } from '../lifecycle/statuses';
import { DEFAULT_POLICY, type Policy } from '../policy/policy';
import { plan, Step, type Plan } from './plan';
import type { StandingOrder } from './standing-order';
import { at, standingOffer, standingOrder, T0 } from './standing-order.test-support';

const { deadlines, ladder, pool } = DEFAULT_POLICY;
const LAST = ladder.rungs.length;
const onRung = (rung: number) => ({ escalationRung: rung, ladderRung: rung });
const driverId = 'driver';
const inStage = (status: StandingOrder['status'], changes: Partial<StandingOrder>): StandingOrder =>
  standingOrder({ status, driverId, unassignedSince: null, assignedAt: at(100), ...changes });
const next = (
  order: StandingOrder,
  { clock = EARNEST, nowS = 0 }: { clock?: MarketClock; nowS?: number } = {},
): Plan => {
  const made = plan(order, DEFAULT_POLICY, clock, T0 + nowS * 1000);
  if (!made) throw new Error(`${order.status} has no next step`);
  return made;
};

const carried = { pickedUpAt: at(1000) };
const STAGES: [StandingOrder, { reason: string; deadline: string; last: Step }][] = [
  [
    inStage('assigned', {}),
    { reason: 'pickup_late', deadline: at(100 + deadlines.pickupArrivalS), last: Step.requeue },
  ],
  [
    inStage('arrived_at_pickup', { arrivedAtPickupAt: at(1200) }),
    { reason: 'kitchen_late', deadline: at(1200 + deadlines.pickupWaitS), last: Step.requeue },
  ],
  [
    inStage('picked_up', carried),
    { reason: 'dropoff_late', deadline: at(1000 + deadlines.dropoffArrivalS), last: Step.giveUp },
  ],
  [
    inStage('arrived_at_dropoff', { ...carried, arrivedAtDropoffAt: at(2000) }),
    { reason: 'handover_late', deadline: at(2000 + deadlines.handoverS), last: Step.giveUp },
  ],
  [
    inStage('returning', { ...carried, returningAt: at(2500) }),
    { reason: 'return_late', deadline: at(2500 + deadlines.returnS), last: Step.giveUp },
  ],
];

describe('before anybody is asked', () => {
  test('a scheduled order enters the pool at its time', () => {
    expect(next(standingOrder({ status: 'scheduled', poolAt: at(7200) }))).toMatchObject({
      step: Step.enterPool,
      at: at(7200),
    });
  });

  test('an order in the pool asks wider when the next radius is due', () => {
    expect(next(standingOrder())).toMatchObject({ step: Step.widenRadius, at: at(180) });
    expect(next(standingOrder(), { nowS: 180 })).toMatchObject({ step: Step.widenRadius, at: at(480) });
  });

  test('radius levels that are over need no step: people are asked next', () => {
    expect(next(standingOrder(), { nowS: 481 })).toMatchObject({
      step: Step.raiseEscalation,
      reason: 'unassigned_too_long',
      at: at(deadlines.unassignedS),
    });
  });

  test('exhausted offers are told to people at once', () => {
    expect(next(standingOrder({ offersMade: pool.offersMax }))).toMatchObject({
      step: Step.raiseEscalation,
      reason: 'offers_exhausted',
      at: at(0),
    });
  });

  test.each([
    ['offers were used up by the last refusal', { offersMade: pool.offersMax }, 'offers_exhausted'],
    [
      'its promise was broken while it had a driver',
      { promisedAt: at(-4000), unassignedSince: at(700) },
      'promise_broken',
    ],
  ])('nothing is due before the order came to stand so: %s', (_, changes, reason) => {
    const order = standingOrder({ ...changes, changedAt: at(700) });
    expect(next(order, { nowS: 700 })).toMatchObject({ step: Step.raiseEscalation, reason, at: at(700) });
  });

  test('what is late shows how late it is, however late one looks', () => {
    const order = standingOrder({ changedAt: at(700), unassignedSince: at(700) });
    expect(next(order, { nowS: 50_000 }).at).toBe(at(700 + deadlines.unassignedS));
  });

  test('people get their time on each rung, then the next rung is due', () => {
    const escalated = standingOrder({ ...onRung(1), escalationDeadlineAt: at(1800) });
    expect(next(escalated, { nowS: 481 })).toMatchObject({ step: Step.raiseEscalation, at: at(1800) });
  });

  test('after the last rung an order without a driver is given up at its deadline', () => {
    const last = standingOrder({ ...onRung(LAST), escalationDeadlineAt: at(3600) });
    expect(next(last, { nowS: 481 })).toMatchObject({ step: Step.giveUp, at: at(deadlines.giveUpS) });
  });

  test('giving up does not wait for the ladder', () => {
    const hasty: Policy = { ...DEFAULT_POLICY, deadlines: { ...deadlines, giveUpS: 60 } };
    expect(plan(standingOrder(), hasty, EARNEST, T0)).toMatchObject({ step: Step.giveUp, at: at(60) });
  });

  test('time without a driver counts from when the order lost the last one', () => {
    expect(next(standingOrder({ unassignedSince: at(5000) }), { nowS: 5000 })).toMatchObject({ at: at(5180) });
  });
});

describe('while a driver is asked', () => {
  test('a reservation is sent before it lapses', () => {
    expect(next(standingOrder({ offer: standingOffer() }))).toMatchObject({ step: Step.sendOffer, at: at(20) });
  });

  test('an open offer expires at its deadline', () => {
    const offer = standingOffer({ status: 'open', expiresAt: at(65) });
    expect(next(standingOrder({ status: 'offered', offer }))).toMatchObject({ step: Step.expireOffer, at: at(65) });
  });
});

describe.each(STAGES)('$status', (order, { reason, deadline, last }) => {
  test('people are told when its time is over', () => {
    expect(next(order)).toMatchObject({ step: Step.raiseEscalation, reason, at: deadline });
  });

  test('the next rung is due when the time of the one before is over', () => {
    const escalated = { ...order, ...onRung(2), escalationDeadlineAt: at(9000) };
    expect(next(escalated)).toMatchObject({ step: Step.raiseEscalation, reason, at: at(9000) });
  });

  test(`after the last rung the order moves by itself: ${last}`, () => {
    const escalated = { ...order, ...onRung(LAST), escalationDeadlineAt: at(9000) };
    expect(next(escalated)).toMatchObject({ step: last, at: at(9000) });
  });
});

test('a driver who is early waits for the kitchen until the goods were to be ready', () => {
  const early = inStage('arrived_at_pickup', { arrivedAtPickupAt: at(300), readyAt: at(900) });
  expect(next(early).at).toBe(at(900 + deadlines.pickupWaitS));
});

test('policy durations are market time: a clock 30 times as fast makes them 30 times as short', () => {
  const clock = { rate: 30, offsetMs: 0 };
  expect(next(standingOrder(), { clock }).at).toBe(at(180 / 30));
  expect(next(inStage('assigned', {}), { clock }).at).toBe(at(100 + deadlines.pickupArrivalS / 30));
});

describe('every open order says what happens next', () => {
  const open = ORDER_STATUSES.filter((status) => !isEnded(status));
  const rungs = [0, 1, LAST, LAST + 1];
  const offers = [null, standingOffer(), standingOffer({ status: 'open', expiresAt: at(65) })];
  const cases = open.flatMap((status) =>
    rungs.flatMap((escalationRung) => offers.map((offer) => ({ status, escalationRung, offer }))),
  );

  test.each(cases)('$status, rung $escalationRung, offer $offer.status', ({ status, escalationRung, offer }) => {
    for (const offersMade of [0, pool.offersMax]) {
      for (const known of [true, false]) {
        const since = known ? at(500) : null;
        const times = { assignedAt: since, arrivedAtPickupAt: since, pickedUpAt: since, escalationDeadlineAt: since };
        const order = standingOrder({ status, ...onRung(escalationRung), offer, offersMade, ...times });
        const { step, waitsFor, at: moment, otherwise } = next(order, { nowS: 100_000 });
        expect(Object.values(Step)).toContain(step);
        expect(Number.isFinite(Date.parse(moment))).toBe(true);
        expect(waitsFor).not.toBe('');
        expect(otherwise).not.toBe('');
      }
    }
  });

  test.each(ORDER_STATUSES.filter(isEnded))('%s waits for nothing', (status) => {
    expect(plan(standingOrder({ status, endedAt: at(1) }), DEFAULT_POLICY, EARNEST, T0)).toBeNull();
  });
});
