import { setTimeout as delay } from 'node:timers/promises';
import type { LocalEnvironment } from '../cli/local-environment';
import { issueToken } from '../cli/tokens';
import type { BoardDriver } from '../contracts/http';
import { freePort } from '../cli/stack/ports';
import { withOwnStack } from './own-stack';
import { createClient, type Client } from './positions/client';
import { openCollectedMemory, type CollectedMemory } from './positions/collected-memory';
import { Crew } from './positions/crew';
import { cpuSeconds, slopePerMinute } from './positions/process-stats';
import { Sightings } from './positions/sightings';
import { optionsOf, print, writeResult } from './result';

// A stack of its own; drivers on shift, each with an open stream and a position every four seconds; two open boards.
// From 100 drivers to 2,000, and 1,000 of them for ten minutes to see what memory does: resident MB of the API right
// after its garbage was collected.
//   --seconds S   of each size (default 30)     --steady M   minutes of 1,000 drivers (default 10)
//   --sizes A,B   drivers (default 100,250,500,1000,2000)

const MARKET = 'positions';
const SIZES = [100, 250, 500, 1_000, 2_000];
const STEADY_SIZE = 1_000;
const VIEWERS = 2;
const WARM_UP_MS = 8_000;
/** Collecting garbage stops the process for a moment: often enough for a slope, too seldom for the 99th percentile. */
const SAMPLE_EVERY_MS = 15_000;

async function main(argv: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const options = optionsOf(['seconds', 'steady', 'sizes', 'json'], argv);
  const inspectPort = await freePort();
  const inspectable = { ...env, NODE_OPTIONS: `${env.NODE_OPTIONS ?? ''} --inspect-port=${inspectPort}`.trim() };
  const figures = await withOwnStack('positions', inspectable, async (local, stack) => {
    const client = createClient(`http://127.0.0.1:${local.config.api.port}`);
    try {
      const pid = stack.api.pid;
      if (pid === undefined) throw new Error('the API has no process');
      const api = { pid, memory: await openCollectedMemory(pid, inspectPort) };
      const sizes = options.sizes?.split(',').map(Number) ?? SIZES;
      return await measure(client, local, api, {
        sizes,
        seconds: Number(options.seconds ?? 30),
        steadyMinutes: Number(options.steady ?? 10),
      });
    } finally {
      await client.close();
    }
  });
  writeResult(options.json, figures);
}

interface WatchedApi {
  pid: number;
  memory: CollectedMemory;
}

async function measure(
  client: Client,
  { config }: LocalEnvironment,
  api: WatchedApi,
  { sizes, seconds, steadyMinutes }: { sizes: number[]; seconds: number; steadyMinutes: number },
): Promise<Record<string, number>> {
  const sightings = new Sightings();
  const admin = await issueToken(config, { role: 'admin', sub: 'bench' }, 7_200);
  await client.send('POST', '/v1/admin/markets', admin, {
    id: MARKET,
    name: 'Positions',
    time_zone: 'UTC',
    currency: 'EUR',
    location: { lat: 38.72, lng: -9.14 },
  });
  for (let viewer = 0; viewer < VIEWERS; viewer += 1) {
    await client.follow(`/v1/ops/stream?market_id=${MARKET}`, admin, (type, data) => look(sightings, type, data));
  }
  const crew = new Crew(client, config, MARKET, sightings);
  const figures: Record<string, number> = {};
  print('drivers  points/s  seen p50 ms  p99 ms  max ms  points per CPU second  failed  RSS MB');
  for (const size of sizes) {
    await crew.growTo(size);
    const minutes = size === STEADY_SIZE ? steadyMinutes : seconds / 60;
    Object.assign(figures, await measureSize(crew, sightings, api, size, Math.max(minutes * 60_000, seconds * 1000)));
  }
  return figures;
}

async function measureSize(
  crew: Crew,
  sightings: Sightings,
  { pid, memory }: WatchedApi,
  size: number,
  lastsMs: number,
): Promise<Record<string, number>> {
  crew.start();
  await delay(WARM_UP_MS);
  sightings.reset();
  const [pointsBefore, cpuBefore, began] = [crew.points, cpuSeconds(pid), performance.now()];
  const samples: [number, number][] = [];
  while (performance.now() - began < lastsMs) {
    await delay(SAMPLE_EVERY_MS);
    samples.push([(performance.now() - began) / 60_000, await memory.read()]);
  }
  const points = crew.points - pointsBefore;
  const perCpuSecond = points / (cpuSeconds(pid) - cpuBefore);
  const { p50, p99, max } = sightings.result();
  await crew.stop();
  const perSecond = points / ((performance.now() - began) / 1000);
  const row = [size, perSecond, p50, p99, max, perCpuSecond, crew.failed, samples.at(-1)?.[1] ?? 0];
  print(row.map((value) => value.toFixed(value < 10 ? 1 : 0).padStart(8)).join(' '));
  return {
    [`position_to_viewer_p50_ms_${size}`]: p50,
    [`position_to_viewer_p99_ms_${size}`]: p99,
    [`points_per_second_${size}`]: perSecond,
    [`points_per_cpu_second_${size}`]: perCpuSecond,
    [`failed_${size}`]: crew.failed,
    [`rss_mb_${size}`]: samples.at(-1)?.[1] ?? 0,
    ...(size === STEADY_SIZE && { rss_slope_mb_per_min: slopePerMinute(steady(samples)) }),
  };
}

/** The first fifth is when a process that has just grown settles. */
const steady = <Sample>(samples: Sample[]): Sample[] => samples.slice(Math.floor(samples.length / 5));

function look(sightings: Sightings, type: string, data: string): void {
  if (type !== 'drivers') return;
  for (const { id, position } of (JSON.parse(data) as { drivers: BoardDriver[] }).drivers) {
    if (position) sightings.seen(id, position.recorded_at);
  }
}

main(process.argv.slice(2), process.env).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(2);
  },
);
