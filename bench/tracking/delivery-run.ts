import { issueToken } from '../../cli/tokens';
import type { Config } from '../../config';
import type { Client } from '../positions/client';

const MARKET = 'tracking';
const CENTRE = { lat: 38.72, lng: -9.14 };
/** Nobody but us gives drivers their orders. */
const NO_ROUNDS = { pool: { batch_window_s: 86_400 } };
const AT_ONCE = 8;

/** An order that its driver carries, and the link of its customer. */
export interface Carried {
  link: string;
  /** The driver's credential. */
  driver: string;
  lat: number;
}

/** So many orders in the hands of as many drivers, each placed, assigned and picked up as in earnest. */
export async function ordersOnTheirWay(client: Client, config: Config, count: number): Promise<Carried[]> {
  const admin = await issueToken(config, { role: 'admin', sub: 'bench' }, 7_200);
  const post = async (path: string, as: string, body: object): Promise<Record<string, string>> =>
    (await client.send('POST', path, as, body)) as Record<string, string>;
  const market = { id: MARKET, name: 'Tracking', time_zone: 'UTC', currency: 'EUR', location: CENTRE };
  await post('/v1/admin/markets', admin, { ...market, policy: NO_ROUNDS });
  const merchant = await post('/v1/admin/merchants', admin, { market_id: MARKET, name: 'Padaria Sol' });
  const { key = '' } = await post('/v1/admin/api_keys', admin, { merchant_id: merchant.id });

  async function carry(i: number): Promise<Carried> {
    const { id: driverId = '' } = await post('/v1/admin/drivers', admin, { market_id: MARKET, name: `Driver ${i}` });
    const driver = await issueToken(config, { role: 'driver', sub: driverId }, 7_200);
    const lat = CENTRE.lat + i / 5_000;
    await client.send('PUT', '/v1/driver/availability', driver, { state: 'available' });
    const order = await post('/v1/orders', key, {
      external_id: `order-${i}`,
      pickup: { name: 'Padaria Sol', address: 'Rua 1', location: { lat, lng: CENTRE.lng } },
      dropoff: { name: 'Ana', address: 'Rua 2', location: { lat: lat + 0.05, lng: CENTRE.lng } },
    });
    const forced = { driver_id: driverId, force: true, reason: 'bench' };
    await post(`/v1/ops/orders/${order.id}/assign`, admin, forced);
    const { stops } = (await client.send('GET', '/v1/driver/route', driver)) as {
      stops: { id: string; kind: string }[];
    };
    const pickup = stops.find(({ kind }) => kind === 'pickup');
    await post(`/v1/driver/stops/${pickup?.id}/arrive`, driver, {});
    await post(`/v1/driver/stops/${pickup?.id}/complete`, driver, {});
    const { token = '' } = await post(`/v1/orders/${order.id}/tracking_links`, key, {});
    return { link: token, driver, lat };
  }

  const all: Carried[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      const i = next;
      next += 1;
      all[i] = await carry(i);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return all;
}
