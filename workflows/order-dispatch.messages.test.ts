import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { OrderMessage } from '../contracts/order-dispatch';
import { dispatchTests, type DispatchBench, type OrderUnderTest } from './dispatch-bench.test-support';

let bench: DispatchBench;
const skipping = dispatchTests((started) => (bench = started));

/** The messages of what happens in `work`, none of them sent. */
async function messagesOf(work: () => Promise<unknown>): Promise<OrderMessage[]> {
  const held: OrderMessage[] = [];
  bench.held = held;
  await work();
  bench.held = null;
  return held;
}

async function assigned(): Promise<OrderUnderTest> {
  const order = await bench.place();
  await order.assignTo('ann');
  return order;
}

const numbersOf = (messages: OrderMessage[]): number[] => messages.map(({ number }) => number);

skipping('a message that comes twice is taken once', async () => {
  const order = await assigned();
  const [arrived] = await messagesOf(() => order.request('arrive_at_pickup'));
  await bench.send(arrived!);
  await bench.send(arrived!);
  await order.until({ status: 'arrived_at_pickup' });
  await order.request('pick_up');
  const { taken } = await order.until({ status: 'picked_up' });
  expect(taken.filter((number) => number === arrived!.number)).toHaveLength(1);
});

skipping('a message that comes after a later one changes nothing', async () => {
  const order = await assigned();
  const messages = await messagesOf(() => order.request('arrive_at_pickup', 'pick_up'));
  await bench.send(messages[1]!);
  await order.until({ status: 'picked_up' });
  await bench.send(messages[0]!);
  await order.request('arrive_at_dropoff');
  const { taken } = await order.until({ status: 'arrived_at_dropoff' });
  expect(taken).not.toContain(messages[0]!.number);
});

skipping('messages in odd order leave the order as it stands', async () => {
  const order = await assigned();
  const messages = await messagesOf(() => order.request('arrive_at_pickup', 'pick_up', 'arrive_at_dropoff'));
  await Promise.all([2, 0, 1].map((index) => bench.send(messages[index]!)));
  await order.until({ status: 'arrived_at_dropoff', version: order.row.version });
});

skipping('messages of one moment are each taken once, in their order', async () => {
  const order = await assigned();
  const before = (await order.view()).taken;
  const messages = await messagesOf(() => order.request('arrive_at_pickup', 'pick_up', 'arrive_at_dropoff'));
  for (const message of messages) await bench.send(message);
  const { taken } = await order.until({ status: 'arrived_at_dropoff' });
  expect(taken).toEqual([...before, ...numbersOf(messages)]);
});

skipping(
  'a message may overtake the start: it starts the workflow, and the first one comes too late to matter',
  async () => {
    const order = bench.order();
    const messages = await messagesOf(async () => {
      await bench.model.place(order.id);
      await bench.model.request(order.id, 'requeue');
    });
    await bench.send(messages[1]!);
    await order.until({ status: 'unassigned', version: 2 });
    await bench.send(messages[0]!);
    await order.assignTo('ann');
    expect((await order.view()).taken).not.toContain(1);
  },
);

skipping('a workflow that starts late reads how the order stands by then', async () => {
  const order = bench.order();
  const [placed] = await messagesOf(async () => {
    await bench.model.place(order.id);
    const offerId = await bench.model.reserve('ann', order.id);
    await bench.model.openOffer(offerId, order.id, 45_000);
    await bench.model.settleOffer(offerId, 'accepted', null);
  });
  await bench.send(placed!);
  await order.until({ status: 'assigned', driverId: 'ann' });
});

skipping('an order that ended before its workflow started ends at once', async () => {
  const order = bench.order();
  const messages = await messagesOf(async () => {
    await bench.model.place(order.id);
    await bench.model.request(order.id, 'cancel');
  });
  await bench.send(messages[0]!);
  expect(await order.end()).toMatchObject({ status: 'cancelled' });
});

skipping('a message to a workflow that has completed starts no second dispatch', async () => {
  const order = await bench.place();
  const [cancelled] = await messagesOf(() => order.request('cancel'));
  await bench.send(cancelled!);
  await order.end();
  await expect(bench.send(cancelled!)).rejects.toThrow(WorkflowExecutionAlreadyStartedError);
});

skipping('a dispatch of an order that nobody has placed fails: somebody is paged', async () => {
  const [known] = await messagesOf(() => bench.model.place('known'));
  const unknown = bench.order();
  await bench.send({ number: 1, order: { ...known!.order, id: unknown.id } });
  await expect(unknown.end()).rejects.toMatchObject({ cause: { type: 'OrderNotFound' } });
});
