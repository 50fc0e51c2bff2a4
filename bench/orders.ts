import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { localStack } from '../cli/ensure-stack';
import { localEnvironment, type LocalEnvironment } from '../cli/local-environment';
import { freePort } from '../cli/stack/ports';
import type { Config } from '../config';
import { createDatabase } from '../db/client';
import { DEFAULT_POLICY } from '../domain/policy/policy';
import { Admin } from '../simulation/client/admin';
import { adminCredential } from '../simulation/client/credentials';
import { ApiClient, ClientClosed } from '../simulation/client/http';
import type { Streets } from '../simulation/driver/driver';
import { Journal } from '../simulation/driver/journal';
import { readExecutions } from '../simulation/replay/executions';
import { checkInvariants, countViolations } from '../simulation/replay/invariants';
import { readRecord } from '../simulation/replay/record';
import { createMarketTime } from '../simulation/time/market-time';
import { Chance } from '../simulation/time/random';
import { Scheduler } from '../simulation/time/scheduler';
import { Checker } from './order-faults/checker';
import { EVERY_S, openCity, orderOf, RATE, SPEED_MPS, tellLate, type City } from './order-faults/city';
import { readFigures, readTroubledStories } from './order-faults/figures';
import { createTroubles } from './order-faults/troubles';
import { optionsOf, print, writeResult } from './result';

// Orders against a live stack of their own in a city of troubles: drivers decline, stay silent, give orders back and go
// dark before and after the pickup, shops are late, a suburb has no drivers for a while. Nobody helps. A checker looks
// meanwhile whether every open order has a next step with something behind it.
//   --seed N   --orders N (default 300)   --drivers N (default 70)

/** Market seconds after the last order by which all must have ended. */
const DRAIN_S = 9_000;
const SERVICE = { pickup: { beforeS: 60, afterS: 60 }, dropoff: { beforeS: 60, afterS: 60 } };

async function main(argv: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const options = optionsOf(['seed', 'orders', 'drivers', 'json'], argv);
  const local = await ownEnvironment(env);
  const stack = await localStack(local);
  process.on('exit', () => stack.killNow());
  await stack.start();
  try {
    const size = { orders: Number(options.orders ?? 300), drivers: Number(options.drivers ?? 70) };
    const figures = await play(local.config, Number(options.seed ?? 1), size);
    writeResult(options.json, figures);
    return verdict(figures);
  } finally {
    await stack.stop();
    rmSync(local.config.dataDir, { recursive: true, force: true });
  }
}

async function play(
  config: Config,
  seed: number,
  size: { orders: number; drivers: number },
): Promise<Record<string, number>> {
  const api = new ApiClient(config.api.publicUrl);
  const admin = new Admin(api, adminCredential(config.auth.jwtSecret));
  const database = createDatabase({ url: config.database.url, poolSize: 3 });
  const connection = await Connection.connect(config.temporal.connection);
  const temporal = new Client({ connection, namespace: config.temporal.namespace });
  const troubles = createTroubles(new Chance(seed));
  const journal = new Journal();
  const streets: Streets = {
    scheduler: new Scheduler(createMarketTime(RATE)),
    chance: new Chance(seed),
    api,
    log: journal,
    speedMps: SPEED_MPS,
    service: SERVICE,
    faults: troubles.faults,
    failed: (error) => {
      if (!(error instanceof ClientClosed)) print(String(error));
    },
  };
  const city = await openCity(api, admin, streets, size);
  const checker = new Checker(api, admin.credential, temporal, database, city.marketId);
  const checking = checker.run();
  try {
    const placed = await placeAll(api, streets, city, size.orders, troubles.shopLateS);
    await drained(city, streets);
    await delay(15_000); // The last sweep closes what has no cause any more, and workflows complete.
    checker.stop();
    await checking;
    const record = await readRecord(config.database.url, city.marketId);
    const executions = await readExecutions(config, city.marketId);
    const violations = checkInvariants({ record, placed, answers: journal.answers, executions });
    Object.values(violations).flat().slice(0, 20).forEach(print);
    [...checker.found.values()].slice(0, 20).forEach(({ orderId, what }) => print(`order ${orderId}: ${what}`));
    (await readTroubledStories(database, city.marketId)).forEach(print);
    return {
      seed,
      ...(await readFigures(database, city.marketId, DEFAULT_POLICY.ladder)),
      drops: troubles.happened.drops,
      dark_before_pickup: troubles.happened.darkBefore,
      dark_after_pickup: troubles.happened.darkAfter,
      looks: checker.looks,
      orders_without_next_step: checker.found.size,
      invariant_violations: countViolations(violations),
    };
  } finally {
    checker.stop();
    streets.scheduler.stop();
    await Promise.all(city.drivers.map((driver) => driver.disconnect()));
    await api.close();
    await connection.close();
    await database.close();
  }
}

/** Orders come evenly; a late shop says so a minute before it should be ready. Answers the external IDs taken. */
async function placeAll(
  api: ApiClient,
  streets: Streets,
  { merchant, credential }: City,
  count: number,
  shopLateS: (order: string) => number,
): Promise<string[]> {
  const { scheduler } = streets;
  const placed: string[] = [];
  const startS = scheduler.time.now();
  const placing = Array.from({ length: count }, async (_, number) => {
    const atS = startS + number * EVERY_S;
    await delay(Math.max(0, scheduler.time.realMs(atS) - Date.now()));
    const body = orderOf(streets, number, scheduler.time.now());
    await merchant.place(body);
    placed.push(body.external_id);
    const lateS = shopLateS(body.external_id);
    if (lateS === 0) return;
    const readyS = scheduler.time.fromIso(body.pickup.ready_at ?? scheduler.time.iso(0));
    scheduler.at(readyS - 60, () => {
      const found = api.expect<{ data: { id: string }[] }>({
        method: 'GET',
        path: `/v1/orders?external_id=${body.external_id}`,
        credential,
      });
      void found
        .then(({ data: [order] }) => order && tellLate(api, credential, order.id, scheduler.time.iso(readyS + lateS)))
        .catch(streets.failed);
    });
  });
  await Promise.all(placing);
  return placed;
}

async function drained({ merchant }: City, { scheduler }: Streets): Promise<void> {
  const limitS = scheduler.time.now() + DRAIN_S;
  for (let open = 1; open > 0 && scheduler.time.now() < limitS;) {
    await delay(5_000);
    open = await merchant.openOrders();
    process.stderr.write(`market minute ${Math.round(scheduler.time.now() / 60)}: ${open} open\n`);
  }
}

function verdict(figures: Record<string, number>): number {
  for (const [name, value] of Object.entries(figures)) print(`${name.padEnd(28)} ${value}`);
  const { reassignments_needed: needed = 0, reassignments_automatic: automatic = 0 } = figures;
  const share = needed === 0 ? 1 : automatic / needed;
  print(`${'automatic'.padEnd(28)} ${(100 * share).toFixed(2)} %`);
  const mustBeZero = [
    'orders_open',
    'orders_without_next_step',
    'escalations_without_end',
    'incidents_without_end',
    'manual_interventions',
    'budget_overruns',
    'invariant_violations',
  ];
  return share >= 0.99 && mustBeZero.every((name) => figures[name] === 0) ? 0 : 1;
}

/** A stack of its own beside whatever runs: own data, own ports. */
async function ownEnvironment(env: NodeJS.ProcessEnv): Promise<LocalEnvironment> {
  const [api, worker, postgres, temporal, ui] = (await Promise.all(Array.from({ length: 5 }, freePort))).map(String);
  return localEnvironment({
    ...env,
    DATABASE_URL: undefined,
    TEMPORAL_ADDRESS: undefined,
    OUTRIDER_DATA_DIR: join('.outrider', `order-faults-${process.pid}`),
    OUTRIDER_API_PORT: api,
    OUTRIDER_WORKER_HEALTH_PORT: worker,
    OUTRIDER_POSTGRES_PORT: postgres,
    OUTRIDER_TEMPORAL_PORT: temporal,
    OUTRIDER_TEMPORAL_UI_PORT: ui,
  });
}

main(process.argv.slice(2), process.env).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(2);
  },
);
