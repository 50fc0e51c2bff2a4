import { writeFileSync } from 'node:fs';
import { match, type Matcher, type Snapshot, type TravelTimes } from '../../domain/matching';
import { readDay } from '../mdrp/day';
import { runDay } from '../mdrp/online-day';
import { BENCHMARK_POLICY } from '../mdrp/rules';
import { optionsOf } from '../result';

interface Moment {
  snapshot: Snapshot;
  travel: TravelTimes;
}

/** The busiest moments of days as problems that any solver can read, with the matcher's own cold answer to each. */
function main(): void {
  const { days, day: names, count = '5', out } = optionsOf(['days', 'day', 'count', 'out'], process.argv.slice(2));
  if (!days || !names || !out) throw new Error('--days DIR --day NAME,NAME --out FILE are needed');
  const moments = names.split(',').flatMap((name) => busiestOf(days, name, Number(count)));
  writeFileSync(out, JSON.stringify(moments.map(({ snapshot, travel }) => problemOf(snapshot, travel))));
}

function busiestOf(days: string, name: string, count: number): Moment[] {
  const seen: Moment[] = [];
  const recording: Matcher = (snapshot, travel) => {
    seen.push({ snapshot, travel });
    return match(snapshot, travel);
  };
  runDay(readDay(days, name), recording, BENCHMARK_POLICY, 1);
  seen.sort((a, b) => b.snapshot.orders.length - a.snapshot.orders.length);
  // Neighbouring minutes are nearly the same problem.
  const chosen: Moment[] = [];
  for (const moment of seen) {
    const isApart = chosen.every((other) => Math.abs(other.snapshot.now - moment.snapshot.now) >= 600);
    if (isApart && chosen.length < count) chosen.push(moment);
  }
  return chosen;
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
