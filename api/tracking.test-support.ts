import type { TestApi } from './api.test-support';
import { addDriver, openTown, placeOrder, sendOffer, type TestDriver, type Town } from './town.test-support';

/** Digits that occur in a position of the driver and nowhere else. */
export const SPOT = { lat: 38.7654321, lng: -9.1765432 };
const DIGITS = ['7654321', '1765432'];
export const showsDriver = (text: string): boolean => DIGITS.some((digits) => text.includes(digits));

export interface Tracked {
  orderId: string;
  token: string;
}

export interface TrackedTown extends Town {
  addDriver: () => Promise<TestDriver>;
  /** An order with a link for its customer. */
  tracked: (changes?: object) => Promise<Tracked>;
  accept: (orderId: string, driver: TestDriver) => Promise<void>;
  /** The driver's phone says where he is. */
  at: (driver: TestDriver, location?: { lat: number; lng: number }, heading?: number) => Promise<void>;
  report: (driver: TestDriver, orderId: string, kind: string, what: 'arrive' | 'complete') => Promise<void>;
  /** His vehicle has broken down: somebody else has to bring what he has. */
  cannotGoOn: (driver: TestDriver, orderId: string) => Promise<void>;
  /** From the counter to the door: both stops, as far as `last`. */
  carry: (driver: TestDriver, orderId: string, last?: 'picked_up' | 'delivered') => Promise<void>;
}

/** A market in which orders travel as in earnest, over HTTP. */
export async function openTrackedTown(api: TestApi, market: object = {}): Promise<TrackedTown> {
  const town = await openTown(api, market);

  async function report(driver: TestDriver, orderId: string, kind: string, what: 'arrive' | 'complete') {
    const { stops } = (await api.call('GET', '/v1/driver/route', { as: driver.token })).body;
    const stop = stops.find((one: { kind: string; order_id: string }) => one.kind === kind && one.order_id === orderId);
    const { status } = await api.call('POST', `/v1/driver/stops/${stop.id}/${what}`, { as: driver.token, body: {} });
    expect(status).toBe(200);
  }

  return {
    ...town,
    report,
    addDriver: () => addDriver(api, town),
    async tracked(changes = {}) {
      const orderId = await placeOrder(api, town, changes);
      const path = `/v1/orders/${orderId}/tracking_links`;
      const { status, body } = await api.call('POST', path, { as: town.merchant, body: {} });
      expect(status).toBe(201);
      return { orderId, token: body.token };
    },
    async accept(orderId, driver) {
      const offerId = await sendOffer(api, orderId, driver.id);
      await api.call('POST', `/v1/driver/offers/${offerId}/accept`, { as: driver.token, body: {} });
    },
    async at(driver, location = SPOT, heading) {
      const points = [{ location, recorded_at: new Date().toISOString(), ...(heading !== undefined && { heading }) }];
      await api.call('POST', '/v1/driver/locations', { as: driver.token, body: { points } });
    },
    async cannotGoOn(driver, orderId) {
      const path = `/v1/driver/orders/${orderId}/trouble`;
      const body = { kind: 'vehicle', note: 'a flat tyre' };
      expect((await api.call('POST', path, { as: driver.token, body })).status).toBe(200);
    },
    async carry(driver, orderId, last = 'delivered') {
      for (const kind of last === 'delivered' ? ['pickup', 'dropoff'] : ['pickup']) {
        await report(driver, orderId, kind, 'arrive');
        await report(driver, orderId, kind, 'complete');
      }
    },
  };
}
