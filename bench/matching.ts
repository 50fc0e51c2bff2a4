import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assignmentMatcher, match, type Matcher } from '../domain/matching';
import { readDay } from './mdrp/day';
import { figuresOf, mean, type Figures } from './mdrp/figures';
import { runDay } from './mdrp/online-day';
import { compareWithPublished } from './mdrp/published';
import { BENCHMARK_POLICY } from './mdrp/rules';
import { writeSolution } from './mdrp/solution';
import { nearestAvailable } from './peers/baselines';
import { optionsOf, print, writeResult } from './result';

const MEANS = [
  'excess_over_floor',
  'click_to_door',
  'ready_to_pickup',
  'orders_per_bundle',
  'round_p50_ms',
  'round_p99_ms',
];
const SUMS = ['orders', 'undelivered', 'undeliverable', 'over_90_avoidable'];
const MAXIMA = ['round_max_ms', 'pool_max'];

/** The production matcher, and what users have today to compare it with. */
const MATCHERS: Record<string, Matcher> = { outrider: match, assignment: assignmentMatcher, nearest: nearestAvailable };

/** Plays the days of the Meal Delivery Routing Problem with the production matcher; one line per day, then per seed. */
function main(): void {
  const options = optionsOf(['days', 'only', 'seed', 'out', 'json', 'matcher', 'published'], process.argv.slice(2));
  const { days, only = '*', seed = '1', out, json, matcher = 'outrider', published } = options;
  if (!days) throw new Error('--days DIR is needed: the folder with one folder per day');
  const chosen = MATCHERS[matcher];
  if (!chosen) throw new Error(`--matcher is one of ${Object.keys(MATCHERS).join(', ')}`);
  const patterns = only.split(',').map(globToRegExp);
  const names = readdirSync(days).filter((name) => patterns.some((pattern) => pattern.test(name)));
  if (names.length === 0) throw new Error(`no day in ${days} is called like ${only}`);
  const figuresOfDay = new Map<string, Figures>();
  for (const name of names.sort()) {
    const day = readDay(days, name);
    const log = runDay(day, chosen, BENCHMARK_POLICY, Number(seed));
    if (out) writeSolution(join(out, name), log);
    figuresOfDay.set(name, figuresOf(day, log));
    print(lineOf(name, figuresOfDay.get(name)!));
  }
  for (const group of new Set(names.map((name) => name[0]!))) {
    print(lineOf(`seed ${group}`, summary([...figuresOfDay].flatMap(([name, f]) => (name[0] === group ? [f] : [])))));
  }
  const total = summary([...figuresOfDay.values()]);
  print(lineOf(`all ${names.length} days`, total));
  const perDay = [...figuresOfDay].map(([name, f]) => [`excess_over_floor_${name}`, f['excess_over_floor']!] as const);
  const better = published ? betterThanPublished(published, figuresOfDay) : {};
  writeResult(json, { days: names.length, ...total, ...better, ...Object.fromEntries(perDay) });
}

/** In how many of the listed figures we are better, and which ones we are not. */
function betterThanPublished(file: string, figuresOfDay: ReadonlyMap<string, Figures>): Figures {
  const comparisons = compareWithPublished(file, figuresOfDay);
  const lost = comparisons.filter(({ published, ours }) => ours >= published);
  for (const { day, figure, published, ours } of lost)
    print(`${day} ${figure}: ${ours.toFixed(2)}, not under ${published}`);
  print(`better than published: ${comparisons.length - lost.length} of ${comparisons.length} figures`);
  return { published_figures: comparisons.length, better_than_published: comparisons.length - lost.length };
}

function summary(figures: Figures[]): Figures {
  const column = (key: string): number[] => figures.map((figure) => figure[key]!);
  return Object.fromEntries([
    ...SUMS.map((key) => [key, column(key).reduce((sum, value) => sum + value, 0)]),
    ...MEANS.map((key) => [key, mean(column(key))]),
    ...MAXIMA.map((key) => [key, Math.max(...column(key))]),
  ]) as Figures;
}

function lineOf(name: string, figures: Figures): string {
  const text = Object.entries(figures).map(
    ([key, value]) => `${key}=${Number.isInteger(value) ? value : value.toFixed(3)}`,
  );
  return `${name}  ${text.join(' ')}`;
}

function globToRegExp(glob: string): RegExp {
  const escaped = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\*/g, '.*').replace(/\?/g, '.')}$`);
}

main();
