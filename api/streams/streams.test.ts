import { EVENTS_CHANNEL } from '../../db/outbox';
import { PATIENCE_MS } from '../../test/support/eventually';
import { useTestApi } from '../api.test-support';
import { addDriver, LISBON, placeOrder, sendOffer, type TestDriver, useTown } from '../town.test-support';

const api = useTestApi();
const town = useTown(api);

interface StreamEvent {
  event: string;
  id?: string;
  // oxlint-disable-next-line typescript/no-explicit-any
  data: any;
}

/** Reads a stream as it comes; `next` waits for the next event of a kind. */
async function follow(path: string, as: string, headers: Record<string, string> = {}) {
  const abort = new AbortController();
  const response = await fetch(api.url + path, {
    headers: { authorization: `Bearer ${as}`, ...headers },
    signal: abort.signal,
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const seen: StreamEvent[] = [];
  let wake = (): void => {};
  void (async () => {
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      seen.push(...blocks.map(parse).filter((event) => event.event !== ''));
      wake();
    }
  })().catch(() => {});
  return {
    async next(event: string): Promise<StreamEvent> {
      const deadline = Date.now() + PATIENCE_MS;
      for (;;) {
        const at = seen.findIndex((candidate) => candidate.event === event);
        if (at >= 0) return seen.splice(at, 1)[0]!;
        if (Date.now() > deadline) throw new Error(`no ${event}`);
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, 200);
        });
      }
    },
    close: () => abort.abort(),
  };
}

function parse(block: string): StreamEvent {
  const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
  return { event: field('event') ?? '', id: field('id'), data: JSON.parse(field('data') ?? 'null') };
}

/** What the relay does: publishes the events of the outbox. */
async function relay(): Promise<void> {
  await api.database.pool.query(
    `WITH taken AS (DELETE FROM outbox WHERE topic = 'event' RETURNING id, payload)
     SELECT pg_notify('${EVENTS_CHANNEL}', payload::text) FROM taken`,
  );
}

const as = (driver: TestDriver) => ({
  post: (path: string, body: unknown = {}) => api.call('POST', `/v1/driver${path}`, { as: driver.token, body }),
});

describe("a driver's stream", () => {
  it('begins with how things stand, then brings offers whole, their ends, and the route', async () => {
    const driver = await addDriver(api, town);
    const stream = await follow('/v1/driver/stream', driver.token);
    const { data: snapshot } = await stream.next('snapshot');
    expect(snapshot).toMatchObject({ driver: { id: driver.id }, offers: [], route: { stops: [] } });

    const orderId = await placeOrder(api, town);
    const offerId = await sendOffer(api, orderId, driver.id);
    await relay();
    const { data: card } = await stream.next('offer.sent');
    const [listed] = (await api.call('GET', '/v1/driver/offers', { as: driver.token })).body.data;
    expect({ ...card, server_time: 0, seconds_left: 0 }).toEqual({ ...listed, server_time: 0, seconds_left: 0 });

    await as(driver).post(`/offers/${offerId}/accept`);
    await relay();
    expect((await stream.next('offer.closed')).data).toEqual({ offer_id: offerId, outcome: 'accepted' });
    expect((await stream.next('route.changed')).data.stops).toHaveLength(2);
    stream.close();
  });

  it('tells of an offer that another ended, although no event names the driver', async () => {
    const driver = await addDriver(api, town);
    const orderId = await placeOrder(api, town);
    const offerId = await sendOffer(api, orderId, driver.id);
    const stream = await follow('/v1/driver/stream', driver.token);
    expect((await stream.next('snapshot')).data.offers).toHaveLength(1);
    await api.call('POST', `/v1/orders/${orderId}/cancel`, { as: town.merchant, body: {} });
    await relay();
    expect((await stream.next('offer.closed')).data).toEqual({ offer_id: offerId, outcome: 'withdrawn' });
    stream.close();
  });
});

describe('the stream of a driver whose goods another one collects', () => {
  it('tells who comes, and when the goods are off his hands', async () => {
    const [lost, rescuer] = [await addDriver(api, town), await addDriver(api, town)];
    const orderId = await placeOrder(api, town);
    const take = async (driver: TestDriver): Promise<string> => {
      await as(driver).post(`/offers/${await sendOffer(api, orderId, driver.id)}/accept`);
      return (await api.call('GET', '/v1/driver/route', { as: driver.token })).body.stops[0].id;
    };
    const pickup = await take(lost);
    await as(lost).post(`/stops/${pickup}/complete`);
    await relay();
    const stream = await follow('/v1/driver/stream', lost.token);
    expect((await stream.next('snapshot')).data.driver.rescues).toEqual([]);
    const told = async () => (await stream.next('rescues.changed')).data.rescues[0];
    await as(lost).post(`/orders/${orderId}/trouble`, { kind: 'vehicle', note: 'the chain broke' });
    await relay();
    expect(await told()).toMatchObject({ order_id: orderId, step: 'finding_driver', driver: null });
    // No event of the rescuer's yes names the other one.
    const goods = await take(rescuer);
    await relay();
    expect(await told()).toMatchObject({ step: 'on_the_way', driver: { first_name: 'Marta' } });
    await as(rescuer).post(`/stops/${goods}/complete`);
    await relay();
    expect(await told()).toMatchObject({ step: 'handed_over', driver: null });
    stream.close();
  });
});

describe('the stream of a board', () => {
  const path = () => `/v1/ops/stream?market_id=${town.marketId}`;

  it('brings orders that changed, drivers who moved, and escalations', async () => {
    const driver = await addDriver(api, town);
    const stream = await follow(path(), town.ops);
    const orderId = await placeOrder(api, town);
    await relay();
    const orders = await stream.next('orders');
    expect(orders.data.orders).toContainEqual(
      expect.objectContaining({ id: orderId, status: 'unassigned', version: 1 }),
    );
    expect(orders.id).toMatch(/^\d+$/);
    await as(driver).post('/locations', { points: [{ location: LISBON, recorded_at: new Date().toISOString() }] });
    const moved = async (): Promise<boolean> =>
      (await stream.next('drivers')).data.drivers.some(
        (row: { id: string; position: object | null }) => row.id === driver.id && row.position !== null,
      );
    while (!(await moved()));
    stream.close();
  });

  it('goes on from where the viewer left off, ended orders included', async () => {
    const since = String(Date.now());
    const orderId = await placeOrder(api, town);
    await api.call('POST', `/v1/orders/${orderId}/cancel`, { as: town.merchant, body: {} });
    for (const stream of [
      await follow(path(), town.ops, { 'last-event-id': since }),
      await follow(`${path()}&cursor=${since}`, town.ops),
    ]) {
      const { data } = await stream.next('orders');
      expect(data.orders).toContainEqual(expect.objectContaining({ id: orderId, status: 'cancelled', next: null }));
      stream.close();
    }
  });

  it('is not there for those who may not see the market', async () => {
    const reply = await api.call('GET', '/v1/ops/stream?market_id=nowhere', { as: town.ops });
    expect(reply.status).toBe(404);
  });
});

it('hears events again after its connection to the database broke', async () => {
  const driver = await addDriver(api, town);
  const stream = await follow('/v1/driver/stream', driver.token);
  await stream.next('snapshot');
  await api.database.pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'outrider events' AND datname = current_database()",
  );
  const orderId = await placeOrder(api, town);
  await sendOffer(api, orderId, driver.id);
  expect((await stream.next('offer.sent')).data.orders[0].id).toBe(orderId);
  stream.close();
});
