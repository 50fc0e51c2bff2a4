import { createEtaActivities } from '../activities/eta';
import { createEtaStore } from '../db/eta-store';
import { eventually } from '../test/support/eventually';
import { useTestApi } from './api.test-support';
import { openTown } from './town.test-support';
import { openTrackedTown, showsDriver, SPOT, type TrackedTown } from './tracking.test-support';

const api = useTestApi();
let town: TrackedTown;
beforeAll(async () => {
  town = await openTrackedTown(api);
});

const look = (token: string) => api.call('GET', `/v1/tracking/${token}`);
/** All that the link gives away: the answer and the page. */
const bytes = async (token: string): Promise<string> => {
  const [answer, page] = await Promise.all([
    fetch(`${api.url}/v1/tracking/${token}`),
    fetch(`${api.url}/track/${token}`),
  ]);
  return (await answer.text()) + (await page.text());
};

/** Lives an order's life and looks at its page's bytes at every step. */
async function bytesByStep(): Promise<Record<string, string>> {
  const { orderId, token } = await town.tracked();
  const driver = await town.addDriver();
  const seen: Record<string, string> = {};
  const step = async (name: string): Promise<void> => {
    await town.at(driver);
    seen[name] = await bytes(token);
  };
  await step('placed');
  await town.accept(orderId, driver);
  await step('assigned');
  await town.report(driver, orderId, 'pickup', 'arrive');
  await step('at the pickup');
  await town.report(driver, orderId, 'pickup', 'complete');
  await step('picked up');
  await town.report(driver, orderId, 'dropoff', 'arrive');
  await step('at the door');
  await town.report(driver, orderId, 'dropoff', 'complete');
  await step('delivered');
  return seen;
}

describe('where the driver is', () => {
  it('is in the answer from the pickup to the dropoff, and in no byte before or after', async () => {
    const seen = await bytesByStep();
    expect(
      Object.entries(seen)
        .filter(([, text]) => showsDriver(text))
        .map(([name]) => name),
    ).toEqual(['picked up', 'at the door']);
  });

  it('is left out near the stops of somebody else, also when he has just left them', async () => {
    const driver = await town.addDriver();
    const mine = await town.tracked();
    const door = { name: 'Rui', address: 'Rua B 2', location: { lat: SPOT.lat + 0.001, lng: SPOT.lng } };
    const other = await town.tracked({ dropoff: door });
    for (const { orderId } of [mine, other]) await town.accept(orderId, driver);
    for (const { orderId } of [mine, other]) {
      await town.report(driver, orderId, 'pickup', 'arrive');
      await town.report(driver, orderId, 'pickup', 'complete');
    }
    await town.at(driver);
    expect(showsDriver(await bytes(mine.token))).toBe(false);
    await town.report(driver, other.orderId, 'dropoff', 'arrive');
    await town.report(driver, other.orderId, 'dropoff', 'complete');
    await town.at(driver);
    expect(showsDriver(await bytes(mine.token))).toBe(false);
    // Nobody is a kilometre further at once, so this is not reported but written.
    const further = { lat: SPOT.lat + 0.01, recordedAt: new Date() };
    await api.database.prisma.driverPosition.update({ where: { driverId: driver.id }, data: further });
    expect((await look(mine.token)).body.position.location.lat).toBe(SPOT.lat + 0.01);
    expect(await bytes(mine.token)).not.toContain('Rui');
  });

  it('after a rescue is not where the rescuer was before he had the goods', async () => {
    const { orderId, token } = await town.tracked();
    const [lost, rescuer] = [await town.addDriver(), await town.addDriver()];
    await town.accept(orderId, lost);
    await town.carry(lost, orderId, 'picked_up');
    await town.cannotGoOn(lost, orderId);
    await town.accept(orderId, rescuer);
    await town.at(rescuer);
    expect((await look(token)).body).toMatchObject({ position: null, rescue: 'taking_over' });
    await town.report(rescuer, orderId, 'pickup', 'complete');
    expect((await look(token)).body).toMatchObject({ order: { status: 'picked_up' }, position: null, rescue: null });
    expect(showsDriver(await bytes(token))).toBe(false);
    await town.at(rescuer, { lat: SPOT.lat, lng: SPOT.lng + 0.0000001 });
    expect((await look(token)).body.position).not.toBeNull();
  });

  it('is not where he was before the pickup', async () => {
    const { orderId, token } = await town.tracked();
    const driver = await town.addDriver();
    await town.accept(orderId, driver);
    await town.at(driver);
    await town.report(driver, orderId, 'pickup', 'arrive');
    await town.report(driver, orderId, 'pickup', 'complete');
    expect(showsDriver(await bytes(token))).toBe(false);
  });
});

describe('a link', () => {
  it('opens one order and nothing else', async () => {
    const [mine, other] = [await town.tracked(), await town.tracked()];
    const text = await bytes(mine.token);
    expect(text).not.toContain(other.orderId);
    expect(text).not.toContain(mine.orderId);
    for (const path of [
      '/v1/orders',
      `/v1/orders/${mine.orderId}`,
      '/v1/driver',
      `/v1/ops/board?market_id=${town.marketId}`,
    ]) {
      expect([path, (await api.call('GET', path, { as: mine.token })).status]).toEqual([path, 401]);
    }
  });

  it('is stored as a hash only', async () => {
    const { orderId, token } = await town.tracked();
    const links = await api.database.prisma.trackingLink.findMany({ where: { orderId } });
    expect(links).toHaveLength(1);
    expect(JSON.stringify(links)).not.toContain(token.slice(4));
  });

  it('that is wrong, expired or revoked opens nothing', async () => {
    const { orderId, token } = await town.tracked();
    expect((await look('trk_00000000000000000000000000000000')).status).toBe(404);
    expect((await look(orderId)).status).toBe(404);
    await api.database.prisma.trackingLink.updateMany({ where: { orderId }, data: { expiresAt: new Date(0) } });
    expect((await look(token)).status).toBe(404);
    const again = await town.tracked();
    const path = `/v1/orders/${again.orderId}/tracking_links`;
    expect((await api.call('DELETE', path, { as: town.merchant })).status).toBe(204);
    expect((await look(again.token)).status).toBe(404);
    expect((await fetch(`${api.url}/v1/tracking/${again.token}/stream`)).status).toBe(404);
  });

  it('is made by the merchant of the order alone', async () => {
    const { orderId } = await town.tracked();
    const stranger = await openTown(api);
    const path = `/v1/orders/${orderId}/tracking_links`;
    expect((await api.call('POST', path, { as: stranger.merchant, body: {} })).status).toBe(404);
    expect((await api.call('POST', path, { body: {} })).status).toBe(401);
  });
});

describe('what a customer reads', () => {
  it('names nobody before somebody has the order, and then only the first name', async () => {
    const { orderId, token } = await town.tracked();
    expect((await look(token)).body.driver).toBeNull();
    await town.accept(orderId, await town.addDriver());
    expect((await look(token)).body.driver).toMatchObject({ first_name: 'Marta' });
    const text = await bytes(token);
    for (const secret of ['Silva', '900 000 001', 'Tasca do Chico', '911 222 333']) expect(text).not.toContain(secret);
  });

  it('has the time that was told, and how late it will be', async () => {
    const promised = new Date(Date.now() + 60_000).toISOString();
    const place = { name: 'Ana', address: 'Rua A 1', location: { lat: 38.72, lng: -9.15 }, promised_at: promised };
    const ready = {
      name: 'Tasca',
      address: 'Rua C',
      location: { lat: 38.71, lng: -9.14 },
      ready_at: new Date().toISOString(),
    };
    const { orderId, token } = await town.tracked({ dropoff: place, pickup: ready });
    expect((await look(token)).body.eta).toBeNull();
    const etas = createEtaActivities({ etas: createEtaStore(api.database.prisma), relay: { nudge() {} } });
    await etas.keepEtas({ marketId: town.marketId });
    const { body } = await look(token);
    expect(body.eta.promise).toMatchObject({ promised_at: promised, holds: 'no' });
    expect(body.delay_min).toBeGreaterThan(5);
    expect(Date.parse(body.eta.low)).toBeLessThan(Date.parse(body.eta.high));
    const order = await api.call('GET', `/v1/orders/${orderId}`, { as: town.merchant });
    expect(order.body.eta).toEqual(body.eta);
    const board = await api.call('GET', `/v1/ops/board?market_id=${town.marketId}`, { as: town.ops });
    expect(board.body.orders.find(({ id }: { id: string }) => id === orderId).eta).toEqual(body.eta);
  });

  it('has no time while nobody has the goods, and the next driver’s own once he has said yes', async () => {
    const { orderId, token } = await town.tracked();
    const [lost, rescuer] = [await town.addDriver(), await town.addDriver()];
    const times = createEtaActivities({ etas: createEtaStore(api.database.prisma), relay: { nudge() {} } });
    const tellTimes = () => times.keepEtas({ marketId: town.marketId, orderIds: [orderId] });
    const shown = async () => {
      const order = await api.call('GET', `/v1/orders/${orderId}`, { as: town.merchant });
      return [order.body.eta, (await look(token)).body.eta] as [
        { given_at: string } | null,
        { given_at: string } | null,
      ];
    };
    await town.accept(orderId, lost);
    await town.carry(lost, orderId, 'picked_up');
    await tellTimes();
    expect(await shown()).toEqual([expect.anything(), expect.anything()]);
    await town.cannotGoOn(lost, orderId);
    expect((await tellTimes()).told).toBe(0);
    expect(await shown()).toEqual([null, null]);
    await town.accept(orderId, rescuer);
    expect(await shown()).toEqual([null, null]);
    expect((await tellTimes()).told).toBe(1);
    const { assignedAt } = await api.database.prisma.order.findUniqueOrThrow({ where: { id: orderId } });
    for (const eta of await shown()) expect(Date.parse(eta!.given_at)).toBeGreaterThanOrEqual(assignedAt!.getTime());
  });

  it('of goods that go back is that they will not come', async () => {
    const { orderId, token } = await town.tracked({ on_failure: 'return' });
    const [lost, rescuer] = [await town.addDriver(), await town.addDriver()];
    await town.accept(orderId, lost);
    await town.carry(lost, orderId, 'picked_up');
    await town.cannotGoOn(lost, orderId);
    expect((await look(token)).body).toMatchObject({ order: { status: 'stranded' }, rescue: null, eta: null });
    await town.accept(orderId, rescuer);
    expect((await look(token)).body).toMatchObject({ order: { status: 'rescuing' }, driver: null, rescue: null });
  });

  it('can be rated once, after the hand-over', async () => {
    const { orderId, token } = await town.tracked();
    const rate = (body: object) => api.call('POST', `/v1/tracking/${token}/rating`, { body });
    expect((await rate({ stars: 5 })).status).toBe(409);
    const driver = await town.addDriver();
    await town.accept(orderId, driver);
    for (const kind of ['pickup', 'dropoff']) {
      await town.report(driver, orderId, kind, 'arrive');
      await town.report(driver, orderId, kind, 'complete');
    }
    expect((await rate({ stars: 9 })).status).toBe(422);
    expect((await rate({ stars: 4, reasons: ['on_time'] })).body.rating).toEqual({ stars: 4 });
    expect((await rate({ stars: 4, reasons: ['on_time'] })).status).toBe(200);
    expect((await rate({ stars: 1 })).status).toBe(409);
  });
});

/** A viewer's stream: all bytes that have come so far. */
async function watch(token: string): Promise<{ text: () => string; isOver: () => boolean; leave: () => void }> {
  const abort = new AbortController();
  const response = await fetch(`${api.url}/v1/tracking/${token}/stream`, { signal: abort.signal });
  let text = '';
  let over = false;
  const read = async (): Promise<void> => {
    for await (const chunk of response.body!) text += Buffer.from(chunk).toString();
  };
  void read()
    .catch(() => {})
    .finally(() => (over = true));
  return { text: () => text, isOver: () => over, leave: () => abort.abort() };
}

describe('the stream', () => {
  it('tells at once how things stand, and shows the driver within a second of his report', async () => {
    const { orderId, token } = await town.tracked();
    const driver = await town.addDriver();
    await town.accept(orderId, driver);
    const viewer = await watch(token);
    await eventually(() => expect(viewer.text()).toContain('"status":"assigned"'));
    await town.report(driver, orderId, 'pickup', 'arrive');
    await town.report(driver, orderId, 'pickup', 'complete');
    await town.at(driver);
    const reportedAt = Date.now();
    await eventually(() => expect(showsDriver(viewer.text())).toBe(true));
    expect(Date.now() - reportedAt).toBeLessThan(1_500);
    viewer.leave();
  });

  it('says the same to whoever comes back, and nothing about the driver to whoever comes late', async () => {
    const { orderId, token } = await town.tracked();
    const driver = await town.addDriver();
    await town.accept(orderId, driver);
    const first = await watch(token);
    await eventually(() => expect(first.text()).toContain('event: tracking'));
    first.leave();
    for (const kind of ['pickup', 'dropoff']) {
      await town.at(driver);
      await town.report(driver, orderId, kind, 'arrive');
      await town.report(driver, orderId, kind, 'complete');
    }
    const second = await watch(token);
    await eventually(() => expect(second.text()).toContain('"status":"delivered"'));
    await town.at(driver);
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(showsDriver(second.text())).toBe(false);
    second.leave();
  });
});

describe('how true the times were', () => {
  it('is read by operators of the market', async () => {
    const path = `/v1/ops/analytics/eta?market_id=${town.marketId}`;
    const { status, body } = await api.call('GET', path, { as: town.ops });
    expect(status).toBe(200);
    expect(body).toMatchObject({ market_id: town.marketId, models: [] });
    expect((await api.call('GET', path, { as: town.merchant })).status).toBe(403);
  });
});
