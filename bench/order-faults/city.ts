import { randomUUID } from 'node:crypto';
import { MerchantApp } from '../../simulation/city/merchant-app';
import { onGlobe, type Point } from '../../simulation/city/geometry';
import type { Admin } from '../../simulation/client/admin';
import type { PlaceOrder } from '../../simulation/client/answers';
import { driverCredential, fixedCredential } from '../../simulation/client/credentials';
import type { ApiClient, Credential } from '../../simulation/client/http';
import { SimulatedDriver, type Streets } from '../../simulation/driver/driver';
import type { Chance } from '../../simulation/time/random';

export const RATE = 12;
export const SPEED_MPS = 7;
const CENTRE: Point = { lat: 38.72, lng: -9.14 };
/** A suburb that nobody is near for a while. */
const SUBURB: Point = onGlobe(CENTRE, 0, 16_000);
const SUBURB_ORDERS = 0.06;
const SUBURB_DRIVERS = 8;
const SPREAD_M = 2_500;
/** Market seconds from one order to the next, and how many orders the suburb's drivers let pass. */
export const EVERY_S = 16;
const SUBURB_OPENS_AFTER = 0.6;

export interface City {
  marketId: string;
  merchant: MerchantApp;
  credential: Credential;
  drivers: SimulatedDriver[];
}

/** A market of its own, with drivers in the middle at once and in the suburb only later. */
export async function openCity(
  api: ApiClient,
  admin: Admin,
  streets: Streets,
  { drivers: driversCount, orders }: { drivers: number; orders: number },
): Promise<City> {
  const { id } = await admin.createMarket({
    id: `faults-${Date.now()}`,
    name: 'A city of troubles',
    time_zone: 'UTC',
    currency: 'EUR',
    livemode: false,
    location: CENTRE,
    clock: { rate: RATE },
    travel: { speed_mps: SPEED_MPS, detour_factor: 1 },
    // A machine needs real seconds between two steps, whatever the clock.
    policy: { offer: { lifetime_s: 60, reservation_s: 120 }, pool: { batch_window_s: 12 } },
  });
  const account = await admin.createMerchant(id, 'Shops of the city');
  const credential = fixedCredential((await admin.createApiKey(account.id)).key);
  const drivers: SimulatedDriver[] = [];
  for (let index = 0; index < driversCount + SUBURB_DRIVERS; index += 1) {
    const inSuburb = index >= driversCount;
    const driver = await admin.createDriver(id, { name: `Driver ${index}`, vehicle: 'scooter', capacity: 3 });
    const at = near(inSuburb ? SUBURB : CENTRE, streets.chance, `driver-${index}`);
    const identity = {
      id: driver.id,
      key: `driver-${index}`,
      credential: driverCredential(api, admin.credential, driver.id),
      at,
    };
    const simulated = new SimulatedDriver(streets, identity);
    drivers.push(simulated);
    const comeOn = (): void => void simulated.comeOn(null).catch(streets.failed);
    if (inSuburb) streets.scheduler.at(SUBURB_OPENS_AFTER * orders * EVERY_S, comeOn);
    else comeOn();
  }
  return { marketId: id, merchant: new MerchantApp(api, credential), credential, drivers };
}

/** The order of this number, placed at its moment; every sixteenth or so is in the suburb. */
export function orderOf(streets: Streets, number: number, placedS: number): PlaceOrder {
  const random = streets.chance.of('order', number);
  const centre = random.happens(SUBURB_ORDERS) ? SUBURB : CENTRE;
  const { time } = streets.scheduler;
  return {
    external_id: `fault-${number}`,
    pickup: {
      name: `Shop ${number % 20}`,
      address: `Shop ${number % 20}`,
      location: near(centre, streets.chance, `shop-${centre === SUBURB ? 's' : 'c'}-${number % 20}`),
      ready_at: time.iso(placedS + random.between(300, 720)),
    },
    dropoff: {
      name: `Customer ${number}`,
      address: `Door ${number}`,
      location: near(centre, streets.chance, `door-${number}`),
      promised_at: time.iso(placedS + 3_000),
    },
  };
}

/** The shop says that it needs longer. */
export async function tellLate(
  api: ApiClient,
  credential: Credential,
  orderId: string,
  readyAt: string,
): Promise<void> {
  const path = `/v1/orders/${orderId}`;
  const body = { pickup: { ready_at: readyAt } };
  await api.send({ method: 'PATCH', path, credential, body, idempotencyKey: randomUUID() });
}

function near(centre: Point, chance: Chance, what: string): Point {
  const random = chance.of('place', what);
  return onGlobe(centre, random.between(-SPREAD_M, SPREAD_M), random.between(-SPREAD_M, SPREAD_M));
}
