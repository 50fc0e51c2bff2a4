import { setTimeout as delay } from 'node:timers/promises';
import { loadConfig } from '../../config';
import { MerchantApp } from '../city/merchant-app';
import { Admin } from '../client/admin';
import { adminCredential } from '../client/credentials';
import { ApiClient, ClientClosed } from '../client/http';
import { type DriverIdentity, SimulatedDriver, type Streets } from '../driver/driver';
import type { DriverLog } from '../driver/journal';
import { createMarketTime } from '../time/market-time';
import { Chance } from '../time/random';
import { Scheduler } from '../time/scheduler';
import { openDemoMarket, SPEED_MPS } from './demo-market';
import { orderOfSlot, SLOT_MS } from './order-stream';

const SEED = 1;
/** Nobody asks a market without an end what was said in it. */
const FORGETFUL: DriverLog = { shown: () => {}, answered: () => {}, delivered: () => {} };
const SERVICE = { pickup: { beforeS: 120, afterS: 120 }, dropoff: { beforeS: 120, afterS: 120 } };

/** Serves the demo market for ever: its drivers go on with the routes that they have, and orders keep coming. */
async function serve(api: ApiClient, jwtSecret: string): Promise<void> {
  const admin = new Admin(api, adminCredential(jwtSecret));
  const { market, merchant, drivers } = await openDemoMarket(api, admin);
  const streets: Streets = {
    scheduler: new Scheduler(createMarketTime(market.clock.rate)),
    chance: new Chance(SEED),
    api,
    log: FORGETFUL,
    speedMps: SPEED_MPS,
    service: SERVICE,
    failed: say,
  };
  for (const driver of drivers) startWork(streets, driver);
  await placeOrders(new MerchantApp(api, merchant), market.clock.rate);
}

function startWork(streets: Streets, identity: DriverIdentity): void {
  void new SimulatedDriver(streets, identity).comeOn(null).catch(say);
}

async function placeOrders(merchant: MerchantApp, clockRate: number): Promise<never> {
  for (let slot = Math.floor(Date.now() / SLOT_MS); ; slot += 1) {
    const { placeAtMs, body } = orderOfSlot(SEED, slot, clockRate);
    await delay(Math.max(0, placeAtMs - Date.now()));
    await merchant.place(body).catch(say);
  }
}

/** The demo outlives whatever goes wrong in it; what did is in its log. */
function say(error: unknown): void {
  if (!(error instanceof ClientClosed)) process.stderr.write(`${String(error)}\n`);
}

async function main(): Promise<void> {
  const { api: address, auth } = loadConfig(process.env);
  const api = new ApiClient(address.publicUrl);
  const end = (): void => void api.close().finally(() => process.exit(0));
  process.on('SIGTERM', end).on('SIGINT', end);
  await serve(api, auth.jwtSecret);
}

main().catch((error: unknown) => {
  say(error);
  process.exitCode = 1;
});
