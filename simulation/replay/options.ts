import { parseArgs } from 'node:util';

export interface ReplayOptions {
  dayFolder: string;
  /** Minutes of the day; `to` null: until its last order. */
  from: number;
  to: number | null;
  /** Market seconds per real second. */
  speed: number;
  seed: number;
  jsonFile: string | null;
}

/** The command was typed wrongly. The message says what is right. */
export class UsageError extends Error {
  override name = 'UsageError';
}

const USAGE = `usage: npm run replay -- <day folder> [--from MIN] [--to MIN] [--speed X] [--seed N] [--json FILE]

  <day folder>  orders.txt, restaurants.txt, couriers.txt and instance_parameters.txt of one delivery day
  --from, --to  the minutes of the day to play (default: all of it)
  --speed       market seconds per real second, from 0.1 to 200 (default: 10)
  --seed        decides how drivers answer (default: 1)
  --json        writes {command, commit, figures} there`;

export function parseOptions(args: string[]): ReplayOptions {
  const { values, positionals } = parse(args);
  const [dayFolder, ...more] = positionals;
  if (dayFolder === undefined || more.length > 0) throw new UsageError(`name one day folder\n\n${USAGE}`);
  const from = values.from === undefined ? 0 : number('--from', values.from, 0, 10_000);
  return {
    dayFolder,
    from,
    to: values.to === undefined ? null : number('--to', values.to, from + 1, 10_000),
    speed: values.speed === undefined ? 10 : number('--speed', values.speed, 0.1, 200),
    seed: values.seed === undefined ? 1 : number('--seed', values.seed, 0, 2 ** 31 - 1),
    jsonFile: values.json ?? null,
  };
}

function parse(args: string[]): {
  values: Partial<Record<'from' | 'to' | 'speed' | 'seed' | 'json', string>>;
  positionals: string[];
} {
  const text = { type: 'string' } as const;
  const options = { from: text, to: text, speed: text, seed: text, json: text };
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function number(name: string, value: string, min: number, max: number): number {
  const parsed = Number(value);
  if (value.trim() === '' || !(parsed >= min && parsed <= max)) {
    throw new UsageError(`${name} must be a number from ${min} to ${max}, not ${value}`);
  }
  return parsed;
}
