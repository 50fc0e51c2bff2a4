import type { DispatchBench, OrderUnderTest } from '../../workflows/dispatch-bench.test-support';

/** Lives of an order whose histories are kept: one per ending, and one per turn on the way. */
export const SCENARIOS: Record<string, (bench: DispatchBench) => Promise<OrderUnderTest>> = {
  async delivered(bench) {
    const order = await bench.place();
    return delivered(order, 'ann');
  },

  async 'scheduled-cancelled'(bench) {
    const order = await bench.place({ poolInS: 3600 });
    await order.until({ status: 'scheduled' });
    return cancelled(order);
  },

  async 'scheduled-delivered'(bench) {
    const order = await bench.place({ poolInS: 600 });
    await order.until({ status: 'scheduled' });
    await bench.pass(601);
    await order.until({ status: 'unassigned' });
    return delivered(order, 'ann');
  },

  async 'offered-cancelled'(bench) {
    const order = await bench.place();
    await order.offerTo('ann');
    return cancelled(order);
  },

  async 'assigned-cancelled'(bench) {
    const order = await bench.place();
    await order.assignTo('ann');
    return cancelled(order);
  },

  async returned(bench) {
    const order = await bench.place();
    await order.assignTo('ann');
    await order.request('arrive_at_pickup', 'pick_up', 'arrive_at_dropoff', 'start_return');
    await order.until({ status: 'returning' });
    await order.request('complete_return');
    return ended(order);
  },

  async 'undeliverable-given-up'(bench) {
    return ended(await bench.place());
  },

  async 'undeliverable-last-rung'(bench) {
    const order = await bench.place();
    await order.assignTo('ann');
    await order.request('arrive_at_pickup', 'pick_up');
    return ended(order);
  },

  async decline(bench) {
    const order = await bench.place();
    await order.answer(await order.offerTo('ann'), 'declined');
    return delivered(order, 'ben');
  },

  async expiry(bench) {
    const order = await bench.place();
    await order.offerTo('ann');
    await bench.pass(46);
    await order.until({ status: 'unassigned' });
    return delivered(order, 'ben');
  },

  async 'lapsed-reservation'(bench) {
    bench.held = [];
    const order = await bench.place();
    await bench.model.reserve('ann', order.id);
    await bench.pass(21);
    const [placed] = bench.held;
    bench.reset();
    if (placed) await bench.send(placed);
    await order.until({ status: 'unassigned', offer: null });
    return delivered(order, 'ben');
  },

  async release(bench) {
    const order = await bench.place();
    await order.assignTo('ann');
    await order.request('release');
    await order.until({ status: 'unassigned' });
    return delivered(order, 'ben');
  },

  async escalation(bench) {
    const order = await bench.place();
    await order.until({ step: 'widen_radius' });
    await bench.pass(901);
    await order.until({ escalationRung: 1 });
    await bench.pass(901);
    await order.until({ escalationRung: 2 });
    return delivered(order, 'ann');
  },

  async 'stage-requeued'(bench) {
    const order = await bench.place();
    await order.assignTo('ann');
    await bench.pass(2400 + 3 * 900 + 10);
    await order.until({ status: 'unassigned' });
    return delivered(order, 'ben');
  },

  async 'member-backstop'(bench) {
    const [lead, member] = [await bench.place(), await bench.place()];
    await bench.model.reserve('ann', lead.id, member.id);
    await Promise.all([lead, member].map((order) => order.until({ status: 'offered' })));
    await lead.terminate();
    await bench.pass(51);
    await member.until({ status: 'unassigned' });
    return delivered(member, 'ben');
  },

  async 'lead-hand-over'(bench) {
    const [lead, member] = [await bench.place(), await bench.place()];
    await bench.model.reserve('ann', lead.id, member.id);
    await Promise.all([lead, member].map((order) => order.until({ status: 'offered' })));
    await cancelled(lead);
    await bench.pass(46);
    await member.until({ status: 'unassigned' });
    return delivered(member, 'ben');
  },
};

async function delivered(order: OrderUnderTest, driverId: string): Promise<OrderUnderTest> {
  await order.assignTo(driverId);
  await order.request('arrive_at_pickup', 'pick_up', 'arrive_at_dropoff', 'deliver');
  return ended(order);
}

async function cancelled(order: OrderUnderTest): Promise<OrderUnderTest> {
  await order.request('cancel');
  return ended(order);
}

async function ended(order: OrderUnderTest): Promise<OrderUnderTest> {
  await order.end();
  return order;
}
