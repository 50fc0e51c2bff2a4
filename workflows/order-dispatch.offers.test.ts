import { dispatchTests, type DispatchBench } from './dispatch-bench.test-support';

let bench: DispatchBench;
const skipping = dispatchTests((started) => (bench = started));

const { lifetimeS, reservationS } = { lifetimeS: 45, reservationS: 20 };

describe('an offer to one driver', () => {
  skipping('declined: the order is back in the pool and goes to the next driver', async () => {
    const order = await bench.place();
    await order.answer(await order.offerTo('ann'), 'declined');
    await order.until({ status: 'unassigned', step: 'widen_radius' });
    await order.assignTo('ben');
    expect((await order.view()).order).toMatchObject({ driverId: 'ben', offersMade: 2 });
  });

  skipping('unanswered: it expires at its deadline, not before', async () => {
    const order = await bench.place();
    await order.offerTo('ann');
    const { next } = await order.until({ step: 'expire_offer' });
    expect(next?.at).toBe(order.row.offer?.expiresAt);
    await bench.pass(lifetimeS - 1);
    await order.until({ status: 'offered' });
    await bench.pass(2);
    await order.until({ status: 'unassigned', offer: null });
  });

  skipping('withdrawn, because the driver went offline: the order is back in the pool', async () => {
    const order = await bench.place();
    await order.answer(await order.offerTo('ann'), 'withdrawn');
    await order.until({ status: 'unassigned', step: 'widen_radius' });
  });

  skipping(
    'expired too early by the clock of the database: it is asked again after the time that it names',
    async () => {
      const order = await bench.place();
      await order.offerTo('ann');
      bench.model.behindMs = 3000;
      await bench.pass(lifetimeS + 1);
      await order.until({ status: 'offered' });
      await bench.pass(3);
      await order.until({ status: 'unassigned' });
    },
  );

  skipping(
    'accepted while the timer rings: the workflow learns from the refusal that the order is assigned',
    async () => {
      const order = await bench.place();
      const offerId = await order.offerTo('ann');
      bench.held = [];
      await bench.model.settleOffer(offerId, 'accepted', null);
      await bench.pass(lifetimeS + 1);
      await order.until({ status: 'assigned', driverId: 'ann' });
      await bench.send(bench.held[0]!);
      await order.until({ status: 'assigned', step: 'raise_escalation' });
    },
  );

  skipping('a reservation that has lapsed is not sent any more', async () => {
    bench.held = [];
    const order = await bench.place();
    await bench.model.reserve('ann', order.id);
    await bench.pass(reservationS + 1);
    await bench.send(bench.held.at(-1)!);
    await order.until({ status: 'unassigned', offer: null, offersMade: 0 });
  });

  skipping('an order that its driver releases is offered again', async () => {
    const order = await bench.place();
    await order.assignTo('ann');
    await order.request('release');
    await order.until({ status: 'unassigned', driverId: null, step: 'widen_radius' });
    await order.assignTo('ben');
    await order.request('arrive_at_pickup', 'pick_up', 'arrive_at_dropoff', 'deliver');
    expect(await order.end()).toMatchObject({ status: 'delivered' });
  });
});

describe('an offer of two orders', () => {
  skipping('is sent by its lead, and one answer settles both', async () => {
    const [lead, member] = [await bench.place(), await bench.place()];
    const offerId = await bench.model.reserve('ann', lead.id, member.id);
    await Promise.all([lead, member].map((order) => order.until({ status: 'offered', step: 'expire_offer' })));
    await bench.model.settleOffer(offerId, 'accepted', null);
    await Promise.all([lead, member].map((order) => order.until({ status: 'assigned', driverId: 'ann' })));
    expect([lead, member].map(({ row }) => row.offersMade)).toEqual([1, 1]);
  });

  skipping('expires through its lead, and the member is told', async () => {
    const [lead, member] = [await bench.place(), await bench.place()];
    await bench.model.reserve('ann', lead.id, member.id);
    await Promise.all([lead, member].map((order) => order.until({ status: 'offered' })));
    await bench.pass(lifetimeS + 1);
    await Promise.all([lead, member].map((order) => order.until({ status: 'unassigned', offer: null })));
  });

  skipping('whose lead is gone expires through the member, a little later', async () => {
    const [lead, member] = [await bench.place(), await bench.place()];
    await bench.model.reserve('ann', lead.id, member.id);
    await Promise.all([lead, member].map((order) => order.until({ status: 'offered' })));
    await lead.terminate();
    await bench.pass(lifetimeS + 3);
    await member.until({ status: 'offered' });
    await bench.pass(3);
    await member.until({ status: 'unassigned', offer: null });
  });

  skipping('whose lead never sends it lapses through the member', async () => {
    const [lead, member] = [await bench.place(), await bench.place()];
    await lead.terminate();
    bench.held = [];
    await bench.model.reserve('ann', lead.id, member.id);
    await bench.send(bench.held.find(({ order }) => order.id === member.id)!);
    await member.until({ status: 'unassigned', step: 'send_offer' });
    await bench.pass(reservationS + 6);
    await member.until({ status: 'unassigned', offer: null, offersMade: 0 });
  });

  skipping('is handed over when its lead is cancelled before it was sent', async () => {
    const [lead, member] = [await bench.place(), await bench.place()];
    bench.held = [];
    await bench.model.reserve('ann', lead.id, member.id);
    await lead.request('cancel');
    for (const message of bench.held) await bench.send(message);
    expect(await lead.end()).toMatchObject({ status: 'cancelled' });
    await member.until({ status: 'offered', step: 'expire_offer' });
  });

  skipping('is handed over when its lead is cancelled while the driver thinks', async () => {
    const [lead, member] = [await bench.place(), await bench.place()];
    await bench.model.reserve('ann', lead.id, member.id);
    await Promise.all([lead, member].map((order) => order.until({ status: 'offered' })));
    await lead.request('cancel');
    expect(await lead.end()).toMatchObject({ status: 'cancelled' });
    expect(member.row.offer).toMatchObject({ status: 'open', leadOrderId: member.id });
    await bench.pass(lifetimeS + 1);
    await member.until({ status: 'unassigned', offer: null });
  });
});
