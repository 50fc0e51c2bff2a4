import { setTimeout as delay } from 'node:timers/promises';
import { withOwnStack } from './own-stack';
import { createClient, type Client } from './positions/client';
import { cpuSeconds } from './positions/process-stats';
import { optionsOf, print, writeResult } from './result';
import { ordersOnTheirWay, type Carried } from './tracking/delivery-run';
import { Viewers, type Viewer } from './tracking/viewers';

// A stack of its own; 200 orders on their way, whose drivers say where they are, and 2,000 customers who look. Measured
// from the moment a phone posts its position to the moment a customer's stream has it. Meanwhile customers lose their
// connection and come back; in the end everybody must show the last position.
//   --orders N (200)   --viewers N (2000)   --seconds S (60)   --every MS between two positions of a driver (4000)

const METRE = 1 / 111_195;
const METRES_PER_REPORT = 15;
const WARM_UP_MS = 6_000;
const COME_BACK_EVERY_MS = 100;
const OPEN_AT_ONCE = 50;

async function main(argv: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const options = optionsOf(['orders', 'viewers', 'seconds', 'every', 'json'], argv);
  const figures = await withOwnStack('tracking', env, async ({ config }, stack) => {
    const url = `http://127.0.0.1:${config.api.port}`;
    const client = createClient(url);
    const viewers = new Viewers(url);
    try {
      const orders = await ordersOnTheirWay(client, config, Number(options.orders ?? 200));
      print(`${orders.length} orders on their way`);
      const watching = await openAll(viewers, orders, Number(options.viewers ?? 2_000));
      print(`${watching.length} customers look`);
      const timing = { lastsMs: Number(options.seconds ?? 60) * 1_000, everyMs: Number(options.every ?? 4_000) };
      return await measure({ client, viewers, orders, watching, pid: stack.api.pid ?? 0, ...timing });
    } finally {
      await viewers.close();
      await client.close();
    }
  });
  writeResult(options.json, figures);
}

async function openAll(viewers: Viewers, orders: readonly Carried[], count: number): Promise<Viewer[]> {
  const all: Viewer[] = [];
  for (let from = 0; from < count; from += OPEN_AT_ONCE) {
    const some = Array.from({ length: Math.min(OPEN_AT_ONCE, count - from) }, (_, i) => (from + i) % orders.length);
    all.push(...(await Promise.all(some.map((order) => viewers.open(order, orders[order]!.link)))));
  }
  return all;
}

interface Run {
  client: Client;
  viewers: Viewers;
  orders: readonly Carried[];
  watching: readonly Viewer[];
  pid: number;
  lastsMs: number;
  everyMs: number;
}

async function measure(run: Run): Promise<Record<string, number>> {
  const { client, viewers, orders, watching, pid, lastsMs, everyMs } = run;
  const lastOf: string[] = [];
  let isOver = false;
  let reports = 0;
  let failed = 0;
  const drive = async ({ driver, lat }: Carried, order: number): Promise<void> => {
    await delay((order / orders.length) * everyMs);
    for (let i = 1; !isOver; i += 1) {
      const next = delay(everyMs);
      const recorded_at = new Date().toISOString();
      const location = { lat: lat + i * METRES_PER_REPORT * METRE, lng: -9.14 };
      viewers.sent(order, recorded_at);
      const points = [{ location, recorded_at, accuracy_m: 8 }];
      await client.send('POST', '/v1/driver/locations', driver, { points }).then(
        () => (lastOf[order] = recorded_at),
        () => (failed += 1),
      );
      reports += 1;
      await next;
    }
  };
  const driving = Promise.all(orders.map(drive));
  await delay(WARM_UP_MS);
  viewers.latenciesMs = [];
  const [before, cpuBefore, began] = [reports, cpuSeconds(pid), performance.now()];
  const elapsedS = (): number => (performance.now() - began) / 1_000;
  const comingBack: Promise<void>[] = [];
  for (let i = 0; elapsedS() * 1_000 < lastsMs; i += 1) {
    await delay(COME_BACK_EVERY_MS);
    comingBack.push(viewers.comeBack(watching[(i * 7) % watching.length]!));
  }
  const [positions, cpu, tookS] = [reports - before, cpuSeconds(pid) - cpuBefore, elapsedS()];
  await Promise.all(comingBack);
  isOver = true;
  await driving;
  await delay(2_000);
  const sorted = viewers.latenciesMs.sort((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.floor(sorted.length * share)] ?? NaN);
  const figures = {
    viewers: watching.length,
    orders: orders.length,
    positions_per_second: positions / tookS,
    sightings: sorted.length,
    position_to_map_p50_ms: at(0.5),
    position_to_map_p95_ms: at(0.95),
    position_to_map_p99_ms: at(0.99),
    failed_reports: failed,
    reconnects: viewers.came,
    behind_at_the_end: viewers.behind(watching, lastOf),
    api_cpu_share: cpu / tookS,
  };
  for (const [name, figure] of Object.entries(figures))
    print(`${name.padEnd(26)} ${figure.toFixed(figure < 10 ? 2 : 0)}`);
  return figures;
}

main(process.argv.slice(2), process.env).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(2);
  },
);
