import type { Day, DayDriver } from '../city/day';
import type { Admin } from '../client/admin';
import type { Policy } from '../client/answers';
import { driverCredential, fixedCredential } from '../client/credentials';
import type { ApiClient, Credential } from '../client/http';
import type { DriverIdentity } from '../driver/driver';
import type { ServiceTimes } from '../driver/street-work';

export interface TestMarket {
  id: string;
  merchant: Credential;
  /** By the day's own names. */
  drivers: Map<string, DriverIdentity>;
}

const DRIVER_CAPACITY = 3;
const ACCOUNTS_AT_ONCE = 8;
/** Real time that a machine may need between two steps of one order, whatever the speed of the market's clock. */
const MACHINE_S = { reservation: 5, batch: 1 };
export const OFFER_LIFETIME_S = 45;

/** Opens a market of its own for one replay, so that nothing of another run is in its way. */
export async function openTestMarket(
  api: ApiClient,
  admin: Admin,
  day: Day,
  drivers: DayDriver[],
  speed: number,
): Promise<TestMarket> {
  const { id } = await admin.createMarket({
    id: `replay-${day.name.toLowerCase().replace(/[^a-z0-9_-]/g, '-')}-${Date.now()}`.slice(0, 63),
    name: `Replay of ${day.name}`,
    time_zone: 'UTC',
    currency: 'EUR',
    livemode: false,
    location: day.centre,
    clock: { rate: speed },
    travel: { speed_mps: day.speedMetersPerMinute / 60, detour_factor: 1 },
    policy: policyOf(day, speed),
  });
  const merchant = await admin.createMerchant(id, 'Kitchens of the day');
  const { key } = await admin.createApiKey(merchant.id);
  return { id, merchant: fixedCredential(key), drivers: await hire(api, admin, id, drivers) };
}

/** A pickup or dropoff takes so long in all; one half before the goods change hands, the other after. */
export function serviceOf(day: Day): ServiceTimes {
  const halves = (minutes: number): { beforeS: number; afterS: number } => ({
    beforeS: minutes * 30,
    afterS: minutes * 30,
  });
  return { pickup: halves(day.pickupServiceMinutes), dropoff: halves(day.dropoffServiceMinutes) };
}

function policyOf(day: Day, speed: number): Policy {
  const { pickup, dropoff } = serviceOf(day);
  return {
    offer: { lifetime_s: OFFER_LIFETIME_S, reservation_s: Math.max(20, MACHINE_S.reservation * speed) },
    pool: { batch_window_s: Math.max(10, MACHINE_S.batch * speed) },
    service: {
      pickup_before_s: pickup.beforeS,
      pickup_after_s: pickup.afterS,
      dropoff_before_s: dropoff.beforeS,
      dropoff_after_s: dropoff.afterS,
    },
  };
}

async function hire(
  api: ApiClient,
  admin: Admin,
  marketId: string,
  drivers: DayDriver[],
): Promise<Map<string, DriverIdentity>> {
  const identities = new Map<string, DriverIdentity>();
  const waiting = [...drivers];
  const hireNext = async (): Promise<void> => {
    for (let driver = waiting.shift(); driver; driver = waiting.shift()) {
      const account = { name: `Driver ${driver.id}`, vehicle: 'scooter', capacity: DRIVER_CAPACITY };
      const { id } = await admin.createDriver(marketId, account);
      const credential = driverCredential(api, admin.credential, id);
      identities.set(driver.id, { id, key: driver.id, credential, at: driver.at });
    }
  };
  await Promise.all(Array.from({ length: ACCOUNTS_AT_ONCE }, hireNext));
  return identities;
}
