import { Agent, get, type IncomingMessage } from 'node:http';
import { createTracking } from '../db/tracking';
import { trackingHash, newTrackingToken } from './auth/tracking-tokens';
import { SYSTEM, useTestApi } from './api.test-support';
import { addDriver, openTown, placeOrder, sendOffer } from './town.test-support';

// Viewers, writers and the API share this process and its one thread: what is measured is worse than in earnest.
const ORDERS = 200;
const VIEWERS_PER_ORDER = 10;
const REPORT_EVERY_MS = 2_000;
const REPORTS_PER_DRIVER = 8;

const api = useTestApi();

interface Carried {
  token: string;
  /** The driver's own credential. */
  driver: string;
}

async function carried(): Promise<Carried[]> {
  const town = await openTown(api);
  const tracking = createTracking(api.database.prisma);
  const all: Carried[] = [];
  for (let i = 0; i < ORDERS; i += 1) {
    const driver = await addDriver(api, town);
    const orderId = await placeOrder(api, town);
    const offerId = await sendOffer(api, orderId, driver.id);
    await api.transitions.settleOffer(offerId, 'accepted', SYSTEM);
    const stop = await api.database.prisma.stop.findFirstOrThrow({ where: { orderId, kind: 'pickup' } });
    await api.transitions.reportStop(stop.id, driver.id, 'complete', { occurredAt: null }, SYSTEM);
    const token = newTrackingToken();
    await tracking.addLink(orderId, trackingHash(token), new Date(Date.now() + 3_600_000));
    all.push({ token, driver: driver.token });
  }
  return all;
}

const latOf = (order: number, report: number): number => Number((38 + order / 1e3 + report / 1e6).toFixed(6));

test('a position is on 2,000 maps within a second of its report, 95 times in 100', async () => {
  const orders = await carried();
  const agent = new Agent({ maxSockets: Infinity, keepAlive: false });
  const sentAt = new Map<number, number>();
  const delays: number[] = [];
  const see = (chunk: Buffer): void => {
    for (const [, lat] of chunk.toString().matchAll(/"position":\{"location":\{"lat":([0-9.]+)/g)) {
      const at = sentAt.get(Number(lat));
      if (at !== undefined) delays.push(Date.now() - at);
    }
  };
  const watch = (token: string): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const request = get(`${api.url}/v1/tracking/${token}/stream`, { agent }, (response) => {
        response.on('data', see);
        response.on('error', () => {});
        resolve(response);
      });
      request.on('error', reject);
    });
  const viewers: IncomingMessage[] = [];
  for (const { token } of orders) {
    viewers.push(...(await Promise.all(Array.from({ length: VIEWERS_PER_ORDER }, () => watch(token)))));
  }
  expect(viewers).toHaveLength(ORDERS * VIEWERS_PER_ORDER);

  const report = async (order: number, turn: number): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, (order / ORDERS) * REPORT_EVERY_MS));
    const lat = latOf(order, turn);
    const points = [{ location: { lat, lng: -9.3 }, recorded_at: new Date().toISOString() }];
    sentAt.set(lat, Date.now());
    await api.call('POST', '/v1/driver/locations', { as: orders[order]!.driver, body: { points } });
  };
  for (let turn = 0; turn < REPORTS_PER_DRIVER; turn += 1) {
    await Promise.all(orders.map((_, order) => report(order, turn)));
  }
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  for (const viewer of viewers) viewer.destroy();

  const reported = ORDERS * REPORTS_PER_DRIVER * VIEWERS_PER_ORDER;
  const p95 = delays.sort((a, b) => a - b)[Math.floor(delays.length * 0.95)]!;
  process.stdout.write(
    `positions on maps: ${delays.length} of ${reported}, p50 ${delays[delays.length >> 1]} ms, p95 ${p95} ms\n`,
  );
  expect(delays.length).toBe(reported);
  expect(p95).toBeLessThan(1_000);
}, 240_000);
