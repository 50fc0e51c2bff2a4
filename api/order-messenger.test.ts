import { orderDispatchId } from '../contracts/order-dispatch';
import { eventually } from '../test/support/eventually';
import { localTemporal, type LocalTemporal } from '../test/support/temporal';
import { startTestApi, type TestApi } from './api.test-support';
import { openTown, placeOrder } from './town.test-support';

let temporal: LocalTemporal;
let api: TestApi;
beforeAll(async () => {
  temporal = await localTemporal();
  api = await startTestApi({ TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: temporal.namespace });
});
afterAll(async () => {
  await api?.stop();
  await temporal?.close();
});

const messagesOf = (orderId: string) =>
  api.database.prisma.outbox.findMany({ where: { topic: 'order', key: orderId }, orderBy: { number: 'asc' } });

it('starts the workflow and signals it with what was committed, and takes the message out of the outbox', async () => {
  const town = await openTown(api);
  const id = await placeOrder(api, town);
  await eventually(async () => expect(await messagesOf(id)).toEqual([]));
  const order = await api.database.prisma.order.findUniqueOrThrow({ where: { id } });
  expect(order.workflowStartedAt).not.toBeNull();
  const { events } = await temporal.client.workflow.getHandle(orderDispatchId(id)).fetchHistory();
  const [signal] = (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: found }) => found ?? []);
  expect(JSON.parse(Buffer.from(signal!.input!.payloads![0]!.data!).toString())).toMatchObject({
    number: 1,
    order: { id, version: 1, status: 'unassigned' },
  });
});

it('puts nobody into the history: no name, address, phone, note or place', async () => {
  const town = await openTown(api);
  const id = await placeOrder(api, town);
  await eventually(async () => expect(await messagesOf(id)).toEqual([]));
  const history = await temporal.client.workflow.getHandle(orderDispatchId(id)).fetchHistory();
  const payloads = JSON.stringify(history, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString() : value,
  );
  for (const secret of ['Ana Ferreira', 'Rua da Rosa', '911 222 333', 'Ring twice', 'Tasca', '38.72', '-9.15']) {
    expect(payloads).not.toContain(secret);
  }
});

it('leaves the message to the relay when the workflow has closed', async () => {
  const town = await openTown(api);
  const id = await placeOrder(api, town);
  await eventually(async () => expect(await messagesOf(id)).toEqual([]));
  await temporal.client.workflow.getHandle(orderDispatchId(id)).terminate('by hand');
  const cancel = await api.call('POST', `/v1/orders/${id}/cancel`, { as: town.merchant, body: {} });
  expect(cancel.status).toBe(200);
  const other = await placeOrder(api, town);
  await eventually(async () => expect(await messagesOf(other)).toEqual([]));
  expect((await messagesOf(id)).map(({ number }) => number)).toEqual([2]);
});
