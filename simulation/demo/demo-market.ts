import type { Admin } from '../client/admin';
import type { Board, Market } from '../client/answers';
import { driverCredential, fixedCredential } from '../client/credentials';
import type { ApiClient, Credential } from '../client/http';
import type { DriverIdentity } from '../driver/driver';
import { DISTRICTS, DRIVERS, LISBON } from './lisbon';

export interface DemoMarket {
  market: Market;
  merchant: Credential;
  drivers: DriverIdentity[];
}

export const SPEED_MPS = 5;
const MARKET_ID = 'demo';
const MERCHANT = 'Lisbon kitchens';
const CAPACITY = 3;
/** Four minutes of this market pass in one of ours: fast enough to see an order through, slow enough to follow it. */
const CLOCK_RATE = 4;

/** Finds what an earlier start has made and adds what is missing. */
export async function openDemoMarket(api: ApiClient, admin: Admin): Promise<DemoMarket> {
  const market = (await admin.market(MARKET_ID)) ?? (await createMarket(admin));
  const merchants = await admin.merchants(MARKET_ID);
  const merchant = merchants.find(({ name }) => name === MERCHANT) ?? (await admin.createMerchant(MARKET_ID, MERCHANT));
  const { key } = await admin.createApiKey(merchant.id);
  return { market, merchant: fixedCredential(key), drivers: await findDrivers(api, admin) };
}

const createMarket = (admin: Admin): Promise<Market> =>
  admin.createMarket({
    id: MARKET_ID,
    name: 'Lisbon (demo)',
    time_zone: 'Europe/Lisbon',
    currency: 'EUR',
    livemode: false,
    location: LISBON,
    // At its opening the market shows the time that it is; from then on it runs ahead.
    clock: { rate: CLOCK_RATE, offset_ms: Math.round(Date.now() * (1 - CLOCK_RATE)) },
    travel: { speed_mps: SPEED_MPS, detour_factor: 1 },
    policy: {},
  });

async function findDrivers(api: ApiClient, admin: Admin): Promise<DriverIdentity[]> {
  const accounts = new Map((await admin.drivers(MARKET_ID)).map((account) => [account.name, account]));
  const positions = await lastPositions(api, admin);
  const homes = Object.values(DISTRICTS);
  const identities: DriverIdentity[] = [];
  for (const [index, { name, vehicle }] of DRIVERS.entries()) {
    const { id } = accounts.get(name) ?? (await admin.createDriver(MARKET_ID, { name, vehicle, capacity: CAPACITY }));
    const home = homes[index % homes.length] ?? LISBON;
    const credential = driverCredential(api, admin.credential, id);
    identities.push({ id, key: name, credential, at: positions.get(id) ?? home });
  }
  return identities;
}

/** Drivers go on from where they were when the last run stopped. */
async function lastPositions(api: ApiClient, admin: Admin): Promise<Map<string, { lat: number; lng: number }>> {
  const board = await api.expect<Board>({
    method: 'GET',
    path: `/v1/ops/board?market_id=${MARKET_ID}`,
    credential: admin.credential,
  });
  return new Map(board.drivers.flatMap(({ id, position }) => (position ? [[id, position.location] as const] : [])));
}
