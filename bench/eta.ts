import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { coldStart } from '../domain/eta/cold-start';
import { match } from '../domain/matching';
import { DEFAULT_POLICY } from '../domain/policy/policy';
import { readDay } from '../simulation/city/day-files';
import { Chance } from '../simulation/time/random';
import { baseDayOf, examine, learn } from './eta/backtest';
import { figuresOf, table, type Row } from './eta/figures';
import { liveDay, type LivedDay } from './eta/live-day';
import { NOISE, noiseOf, type Noise } from './eta/noise';
import { parseOptions, UsageError, type EtaBenchOptions } from './eta/options';

/** As in production, by the rules of these days: committed late, bundles from one restaurant only. */
const MATCHING = {
  ...DEFAULT_POLICY.matching,
  lateCommitment: true,
  roundIntervalSeconds: 30,
  iterationsMax: 100,
  bundleAcrossPlaces: false,
};

function main({ train, test, seed, frozen, jsonFile, noiseFile }: EtaBenchOptions): void {
  const noise = noiseFile ? merged(NOISE, JSON.parse(readFileSync(noiseFile, 'utf8')) as Partial<Noise>) : NOISE;
  const chance = new Chance(seed);
  const live = (folder: string): LivedDay => {
    const day = readDay(folder);
    const lived = liveDay(day, { match, policy: MATCHING, noise: noiseOf(noise, chance, day.name), seed });
    print(`${day.name}: ${lived.legs.orders.length} of ${day.orders.length} delivered`);
    return lived;
  };
  warnOfVariants(train, test);
  const belief = coldStart({ service: DEFAULT_POLICY.service, answerS: 15, approachS: 480 });
  const model = learn(train.map(live), belief);
  const given = test.map(live).flatMap((day) => examine(model, day, frozen));
  const rows = table(given);
  const figures = figuresOf(given);
  for (const line of lines(rows)) print(line);
  for (const [name, figure] of Object.entries(figures)) print(`${name}  ${figure.toFixed(4)}`);
  if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(record({ figures, rows, seed, frozen, noise }), null, 2)}\n`);
}

function merged(noise: Noise, other: Partial<Noise>): Noise {
  const parts = Object.entries(noise).map(([part, numbers]) => [part, { ...numbers, ...other[part as keyof Noise] }]);
  return Object.fromEntries(parts) as Noise;
}

/** All variants of a base day are one day: whoever learned from one has seen the others. */
function warnOfVariants(train: string[], test: string[]): void {
  const baseOf = (folder: string): string => baseDayOf(basename(folder));
  const seen = new Set(train.map(baseOf));
  const shared = [...new Set(test.map(baseOf))].filter((base) => seen.has(base));
  if (shared.length > 0) print(`warning: base days ${shared.join(', ')} are in both sets; these figures are worthless`);
}

function lines(rows: Row[]): string[] {
  const head = 'moment      lead   orders  within5  naive5  coverage  mae_min  bias_min  width_min';
  const percent = (value: number): string => `${(100 * value).toFixed(1)}%`;
  return [
    head,
    ...rows.map(({ moment, lead, orders, within5, naiveWithin5, coverage, meanAbsErrorMin, biasMin, widthMin }) =>
      [
        moment.padEnd(10),
        lead.padStart(6),
        String(orders).padStart(7),
        ...[within5, naiveWithin5, coverage].map((value) => percent(value).padStart(8)),
        ...[meanAbsErrorMin, biasMin, widthMin].map((value) => value.toFixed(2).padStart(8)),
      ].join(' '),
    ),
  ];
}

function record(results: object): object {
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  return { command: `npm run bench:eta -- ${process.argv.slice(2).join(' ')}`, commit, ...results };
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  main(parseOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
