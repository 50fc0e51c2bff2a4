import { dispatchTests, type DispatchBench, type OrderUnderTest } from './dispatch-bench.test-support';

let bench: DispatchBench;
const skipping = dispatchTests((started) => (bench = started));

skipping('an order is offered, accepted, picked up and delivered', async () => {
  const order = await bench.place();
  await order.assignTo('ann');
  await order.request('arrive_at_pickup', 'pick_up', 'arrive_at_dropoff', 'deliver');
  expect(await order.end()).toEqual({ orderId: order.id, status: 'delivered', reason: 'delivered' });
  expect(await order.view()).toMatchObject({ order: { status: 'delivered', driverId: 'ann' }, next: null });
});

describe('a cancelled order ends wherever it was', () => {
  const reach: Record<string, (order: OrderUnderTest) => Promise<unknown>> = {
    unassigned: (order) => order.until({ status: 'unassigned' }),
    offered: (order) => order.offerTo('ann'),
    assigned: (order) => order.assignTo('ann'),
    arrived_at_pickup: async (order) => {
      await order.assignTo('ann');
      await order.request('arrive_at_pickup');
    },
  };

  for (const [status, bring] of Object.entries(reach)) {
    skipping(status, async () => {
      const order = await bench.place();
      await bring(order);
      await order.until({ status: status as 'assigned' });
      await order.request('cancel');
      expect(await order.end()).toMatchObject({ status: 'cancelled' });
      expect(order.row).toMatchObject({ status: 'cancelled', offer: null });
    });
  }

  skipping('scheduled: it never enters the pool', async () => {
    const order = await bench.place({ poolInS: 3600 });
    await order.until({ status: 'scheduled' });
    await order.request('cancel');
    expect(await order.end()).toMatchObject({ status: 'cancelled' });
  });
});

skipping('an order for which nobody is found is given up at its deadline', async () => {
  const order = await bench.place();
  expect(await order.end()).toEqual({ orderId: order.id, status: 'undeliverable', reason: 'nothing left to try' });
  const { placedAt, endedAt, escalationRung } = order.row;
  const { deadlines, ladder } = bench.model.policy;
  expect(Date.parse(endedAt as string) - Date.parse(placedAt)).toBeGreaterThanOrEqual(deadlines.giveUpS * 1000);
  expect(escalationRung).toBe(ladder.rungs.length);
});

skipping(
  'goods that never arrive end as undeliverable when the last rung has passed, and are never offered again',
  async () => {
    const order = await bench.place();
    await order.assignTo('ann');
    await order.request('arrive_at_pickup', 'pick_up');
    expect(await order.end()).toMatchObject({ status: 'undeliverable' });
    const { pickedUpAt, endedAt, offersMade } = order.row;
    const { deadlines, ladder } = bench.model.policy;
    const waitedS = (Date.parse(endedAt as string) - Date.parse(pickedUpAt as string)) / 1000;
    expect(waitedS).toBeGreaterThanOrEqual(
      deadlines.dropoffArrivalS + ladder.rungs.reduce((total, { deadlineS }) => total + deadlineS, 0),
    );
    expect(offersMade).toBe(1);
  },
);

skipping('goods that cannot be handed over come back to the merchant', async () => {
  const order = await bench.place();
  await order.assignTo('ann');
  await order.request('arrive_at_pickup', 'pick_up', 'arrive_at_dropoff', 'start_return');
  await order.until({ status: 'returning', step: 'raise_escalation' });
  await order.request('complete_return');
  expect(await order.end()).toMatchObject({ status: 'returned' });
});
