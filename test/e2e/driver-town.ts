import { randomUUID } from 'node:crypto';
import { eventually } from '../support/eventually';
import type { OpsStack } from './ops-stack';

export const LISBON = { lat: 38.7223, lng: -9.1393 };

export interface TownDriver {
  id: string;
  token: string;
}

export interface DriverTown {
  /** Is off shift until he says so himself. */
  addDriver(name: string): Promise<TownDriver>;
  placeOrder(from: string, order?: object): Promise<string>;
  /** Answers yes to what he is being asked, as another phone would. */
  acceptAs(driver: TownDriver): Promise<void>;
  /** Comes on shift near by, with another phone. */
  comeOn(driver: TownDriver): Promise<void>;
  /** Collects an order of his with another phone, and breaks down with the goods. */
  strand(orderId: string, driver: TownDriver): Promise<void>;
  /** Hours that he has agreed on, from when until when. */
  plannedHours(driver: TownDriver): Promise<[string, string][]>;
  /** Takes over, with another phone, the goods that he was to collect. */
  takeOver(driver: TownDriver): Promise<void>;
  /** A link that signs him in, once. */
  signInLink(driver: TownDriver): Promise<string>;
  /** Signs him out on all phones. */
  endSessions(driver: TownDriver): Promise<void>;
  /** What the order's customer reads. */
  track(orderId: string): Promise<{ proof: { pin: string | null; images: string[] } }>;
  /** What the order's merchant reads of its proof. */
  proofOf(orderId: string): Promise<{ photo: { url: string } | null; signature: { url: string } | null }>;
  /** The picture behind such a URL. */
  picture(url: string): Promise<Blob>;
  /** Sends this driver an offer of this order. */
  offer(orderId: string, driver: TownDriver): Promise<void>;
  cancel(orderId: string): Promise<void>;
  /** Once: publishes what differs from the policy that the town has been opened with. */
  changePolicy(changes: object): Promise<void>;
  statusOf(orderId: string): Promise<string>;
}

export interface TownOptions {
  offerLifetimeS: number;
  policy?: object;
  strategy?: string;
  /** The matcher proposes. Without it only the test does, so that what a driver sees does not race with a round. */
  rounds?: boolean;
}

/** A market with one merchant, in which the test sends the offers. */
export async function openDriverTown(
  { url, token }: OpsStack,
  marketId: string,
  { offerLifetimeS, policy, strategy, rounds = false }: TownOptions,
): Promise<DriverTown> {
  const admin = await token({ role: 'admin', sub: 'root' });
  const operator = await token({ role: 'ops', sub: 'olga', level: 'operator' });
  const send = async (method: string, path: string, as: string, body?: object): Promise<Record<string, unknown>> => {
    const headers = { authorization: `Bearer ${as}`, 'content-type': 'application/json' };
    const response = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };
  await send('POST', '/v1/admin/markets', admin, {
    id: marketId,
    name: 'Lisbon',
    time_zone: 'Europe/Lisbon',
    currency: 'EUR',
    location: LISBON,
    policy: { ...policy, offer: { lifetime_s: offerLifetimeS, ...(strategy && { strategy }) } },
  });
  const manager = await token({ role: 'ops', sub: 'maria', level: 'manager' });
  if (!rounds) {
    const freeze = { name: 'freeze_matching', on: true, reason: 'only the test proposes drivers' };
    await send('POST', `/v1/ops/markets/${marketId}/switches`, manager, freeze);
  }
  const merchant = await send('POST', '/v1/admin/merchants', admin, { market_id: marketId, name: 'Padaria Sol' });
  const { key } = await send('POST', '/v1/admin/api_keys', admin, { merchant_id: merchant.id });
  const place = (dLat: number, dLng: number) => ({ lat: LISBON.lat + dLat, lng: LISBON.lng + dLng });

  return {
    async addDriver(name) {
      const { id } = await send('POST', '/v1/admin/drivers', admin, { market_id: marketId, name });
      return { id: String(id), token: await token({ role: 'driver', sub: String(id) }) };
    },
    async placeOrder(from, order = {}) {
      const { id } = await send('POST', '/v1/orders', String(key), {
        external_id: `A-${randomUUID().slice(0, 6)}`,
        pickup: { name: from, address: 'Rua do Carmo 41', location: place(-0.006, 0.008) },
        dropoff: {
          name: 'Silva',
          address: 'Calçada do Monte 18',
          location: place(-0.018, 0.024),
          phone: '+351911111111',
          notes: 'Ring the bell, hand it over',
        },
        ...order,
      });
      return String(id);
    },
    async offer(orderId, driver) {
      await send('POST', `/v1/ops/orders/${orderId}/assign`, operator, { driver_id: driver.id });
    },
    async comeOn({ token: as }) {
      const points = [{ location: LISBON, recorded_at: new Date().toISOString() }];
      await send('POST', '/v1/driver/locations', as, { points });
      await send('PUT', '/v1/driver/availability', as, { state: 'available' });
    },
    async acceptAs({ token: as }) {
      const offer = await eventually(async () => {
        const { data } = (await send('GET', '/v1/driver/offers', as)) as { data: { id: string }[] };
        if (!data[0]) throw new Error('no offer yet');
        return data[0];
      });
      await send('POST', `/v1/driver/offers/${offer.id}/accept`, as, {});
    },
    async strand(orderId, { token: as }) {
      const { stops } = (await send('GET', '/v1/driver/route', as)) as { stops: { id: string }[] };
      await send('POST', `/v1/driver/stops/${stops[0]!.id}/complete`, as, {});
      await send('POST', `/v1/driver/orders/${orderId}/trouble`, as, { kind: 'vehicle', note: 'a flat tyre' });
    },
    async takeOver({ token: as }) {
      const { stops } = (await send('GET', '/v1/driver/route', as)) as { stops: { id: string }[] };
      await send('POST', `/v1/driver/stops/${stops[0]!.id}/complete`, as, {});
    },
    async plannedHours({ token: as }) {
      const { data } = (await send('GET', '/v1/driver/shifts', as)) as {
        data: { planned_from: string; ends_at: string }[];
      };
      return data.map(({ planned_from, ends_at }) => [planned_from, ends_at]);
    },
    async signInLink({ id }) {
      return String((await send('POST', `/v1/ops/drivers/${id}/sign_in_links`, operator, {})).url);
    },
    async endSessions({ id }) {
      await fetch(`${url}/v1/ops/drivers/${id}/sessions`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${operator}` },
      });
    },
    async track(orderId) {
      const link = await send('POST', `/v1/orders/${orderId}/tracking_links`, String(key), {});
      return (await send('GET', `/v1/tracking/${String(link.token)}`, '')) as { proof: never };
    },
    async proofOf(orderId) {
      return (await send('GET', `/v1/orders/${orderId}/proof`, String(key))) as { photo: null; signature: null };
    },
    async picture(path) {
      const response = await fetch(url + path, { headers: { authorization: `Bearer ${String(key)}` } });
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return response.blob();
    },
    async cancel(orderId) {
      await send('POST', `/v1/ops/orders/${orderId}/cancel`, operator, { reason: 'ordered twice' });
    },
    async changePolicy(changes) {
      const body = { based_on: 1, changes, reason: 'as the test needs it' };
      await send('POST', `/v1/ops/policies/${marketId}/versions`, manager, body);
    },
    async statusOf(orderId) {
      const { order } = await send('GET', `/v1/ops/orders/${orderId}`, operator);
      return (order as { status: string }).status;
    },
  };
}
