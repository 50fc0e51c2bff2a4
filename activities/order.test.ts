import type { Outcome } from '../domain/dispatch/outcome';
import { standingOrder } from '../domain/dispatch/standing-order.test-support';
import type { DispatchStore } from '../domain/ports';
import { createOrderActivities } from './order';

const orderId = standingOrder().id;
const offerId = 'offer';

/** Activities over a store that gives these answers, and what they did beside asking it. */
function activitiesOver(answers: Partial<Record<keyof DispatchStore, unknown>>) {
  const passed: string[] = [];
  const asked: unknown[][] = [];
  let nudges = 0;
  const dispatches = new Proxy({} as DispatchStore, {
    get:
      (_store, name: keyof DispatchStore) =>
      async (...given: unknown[]) => {
        asked.push([name, ...given]);
        return answers[name];
      },
  });
  const faults = { pass: (point: string) => void passed.push(point) };
  const relay = { nudge: () => void (nudges += 1) };
  return { ...createOrderActivities({ dispatches, faults, relay }), passed, asked, nudges: () => nudges };
}

const done: Outcome = { done: true, order: standingOrder({ version: 7 }) };

test('every step answers with the order as it stands, passes its fault point and wakes the relay', async () => {
  const answers = {
    enterPool: done,
    openOffer: done,
    settleDue: done,
    climbLadder: done,
    endSnooze: done,
    endHold: done,
  };
  const activities = activitiesOver({ ...answers, requeueOrder: done, giveUpOrder: done });
  const decided = { orderId, version: 6, reason: 'late' };
  const budget = { orderBudgetMinor: 0, dayBudgetMinor: 0 };
  const steps = [
    await activities.enterPool({ orderId }),
    await activities.openOffer({ orderId, offerId, lifetimeMs: 45_000 }),
    await activities.expireOffer({ orderId, offerId }),
    await activities.lapseOffer({ orderId, offerId }),
    await activities.climbLadder({ ...decided, ...budget, rung: 1, deadlineMs: 1000, actions: [] }),
    await activities.endSnooze(decided),
    await activities.endHold({ orderId }),
    await activities.requeueOrder(decided),
    await activities.giveUpOrder(decided),
  ];
  expect(steps.map(({ order }) => order.version)).toEqual(steps.map(() => 7));
  expect(activities.passed).toEqual([
    'enterPool',
    'openOffer',
    'expireOffer',
    'lapseOffer',
    'climbLadder',
    'endSnooze',
    'endHold',
    'requeueOrder',
    'giveUpOrder',
  ]);
  expect(activities.nudges()).toBe(9);
});

test('a refusal is an answer: the workflow adopts the order and waits as long as the database says', async () => {
  const refused = { done: false, code: 'too_early', waitMs: 250, order: standingOrder({ version: 3 }) };
  const activities = activitiesOver({ settleDue: refused });
  expect(await activities.expireOffer({ orderId, offerId })).toEqual({ order: refused.order, waitMs: 250 });
});

test('an offer whose reservation has lapsed is withdrawn instead of sent', async () => {
  const lapsed = { done: false, code: 'offer_lapsed', order: standingOrder() };
  const activities = activitiesOver({ openOffer: lapsed, settleDue: done });
  expect((await activities.openOffer({ orderId, offerId, lifetimeMs: 1 })).order.version).toBe(7);
  expect(activities.asked.at(-1)).toMatchObject(['settleDue', orderId, {}]);
});

test('an order that is gone fails the workflow at once instead of being asked for for ever', async () => {
  const activities = activitiesOver({ readDispatch: null, enterPool: { done: false, order: null } });
  for (const lost of [activities.readDispatch({ orderId }), activities.enterPool({ orderId })]) {
    await expect(lost).rejects.toMatchObject({ nonRetryable: true, type: 'OrderNotFound' });
  }
});
