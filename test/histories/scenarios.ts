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

  async rescued(bench) {
    const order = await bench.place();
    await order.assignTo('ann');
    await order.request('arrive_at_pickup', 'pick_up', 'strand');
    await order.until({ status: 'stranded' });
    const offerId = await bench.model.reserve('ben', order.id);
    await order.until({ status: 'stranded', step: 'expire_offer' });
    await bench.model.settleOffer(offerId, 'accepted', null);
    await order.until({ status: 'rescuing', driverId: 'ben' });
    await order.request('pick_up', 'arrive_at_dropoff', 'deliver');
    return ended(order);
  },

  async 'stranded-given-up'(bench) {
    const order = await bench.place();
    await order.assignTo('ann');
    await order.request('arrive_at_pickup', 'pick_up', 'strand');
    await order.until({ status: 'stranded' });
    return ended(order);
  },

  async held(bench) {
    const order = await bench.place();
    await order.until({ status: 'unassigned' });
    const heldUntil = new Date((await bench.now()) + 600_000).toISOString();
    await bench.model.request(order.id, 'hold', { heldUntil });
    await order.until({ step: 'end_hold' });
    await bench.pass(601);
    await order.until({ heldUntil: null });
    return delivered(order, 'ann');
  },

  async snoozed(bench) {
    const order = await bench.place();
    await order.until({ step: 'widen_radius' });
    await bench.pass(901);
    await order.until({ escalationRung: 1 });
    await bench.model.answer(order.id, new Date((await bench.now()) + 300_000).toISOString());
    await order.until({ step: 'end_snooze' });
    await bench.pass(301);
    await order.until({ snoozedUntil: null });
    return delivered(order, 'ann');
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
