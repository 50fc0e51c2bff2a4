import { writeFileSync } from 'node:fs';
import { match, type Matcher, type Snapshot, type TravelTimes } from '../../domain/matching';
import { readDay } from '../mdrp/day';
import { runDay } from '../mdrp/online-day';
import { BENCHMARK_POLICY } from '../mdrp/rules';
import { optionsOf } from '../result';

/** The busiest moments of a day as problems that any solver can read, with the matcher's own cold answer to each. */
function main(): void {
  const { days, day: name, count = '5', out } = optionsOf(['days', 'day', 'count', 'out'], process.argv.slice(2));
  if (!days || !name || !out) throw new Error('--days DIR --day NAME --out FILE are needed');
  const seen: { snapshot: Snapshot; travel: TravelTimes }[] = [];
  const recording: Matcher = (snapshot, travel) => {
    seen.push({ snapshot, travel });
    return match(snapshot, travel);
  };
  runDay(readDay(days, name), recording, BENCHMARK_POLICY, 1);
  seen.sort((a, b) => b.snapshot.orders.length - a.snapshot.orders.length);
  // Neighbouring minutes are nearly the same problem.
  const apart = seen.filter((one, i) =>
    seen.slice(0, i).every((other) => Math.abs(other.snapshot.now - one.snapshot.now) >= 600),
  );
  writeFileSync(
    out,
    JSON.stringify(apart.slice(0, Number(count)).map(({ snapshot, travel }) => problemOf(snapshot, travel))),
  );
}

function problemOf(snapshot: Snapshot, travel: TravelTimes): unknown {
  const { orders, drivers, now } = snapshot;
  const places = [
    ...drivers.map(({ place }) => place),
    ...orders.map(({ pickup }) => pickup),
    ...orders.map(({ dropoff }) => dropoff),
  ];
  match({ ...snapshot, memory: null }, travel); // Warm code, as a running worker has it.
  const startedAt = performance.now();
  const { memory } = match({ ...snapshot, memory: null }, travel);
  return {
    now,
    orders: orders.map(({ id, readyAt }) => ({ id, ready: readyAt })),
    drivers: drivers.map(({ id, freeAt, shiftEndsAt }) => ({ id, start: Math.max(now, freeAt), end: shiftEndsAt })),
    // Indices: drivers, then pickups, then dropoffs.
    seconds: places.map((from) => places.map((to) => travel.seconds(from, to))),
    outrider: { ms: performance.now() - startedAt, routes: (memory as { routes: unknown }).routes },
  };
}

main();
