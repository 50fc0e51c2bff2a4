import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface EtaBenchOptions {
  train: string[];
  test: string[];
  seed: number;
  /** The calibration stays as it was learned on the train days. */
  frozen: boolean;
  jsonFile: string | null;
  noiseFile: string | null;
}

/** The command was typed wrongly. The message says what is right. */
export class UsageError extends Error {
  override name = 'UsageError';
}

const USAGE = `usage: npm run bench:eta -- --train GLOB... --test GLOB... [--seed N] [--frozen] [--noise FILE] [--json FILE]

  --train  folders of delivery days to learn from; quote a pattern or let the shell expand it
  --test   folders of other days to be examined on: never a variant of a day that was learned from
  --seed   decides the noise (default: 1)
  --frozen the calibration does not follow what has been delivered on the test day
  --noise  JSON with other numbers of the noise: see bench/eta/noise.ts
  --json   writes {command, commit, figures} there`;

const FLAGS = ['--train', '--test', '--seed', '--frozen', '--noise', '--json'];

export function parseOptions(args: readonly string[]): EtaBenchOptions {
  const values = new Map<string, string[]>();
  let flag = '';
  for (const arg of args) {
    if (FLAGS.includes(arg)) {
      flag = arg;
      values.set(flag, []);
    } else if (values.has(flag) && !arg.startsWith('--')) values.get(flag)!.push(arg);
    else throw new UsageError(`${arg} is not an option\n\n${USAGE}`);
  }
  const seed = Number(values.get('--seed')?.[0] ?? 1);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new UsageError('--seed must be a whole number from 0');
  return {
    train: foldersOf('--train', values),
    test: foldersOf('--test', values),
    seed,
    frozen: values.has('--frozen'),
    jsonFile: values.get('--json')?.[0] ?? null,
    noiseFile: values.get('--noise')?.[0] ?? null,
  };
}

function foldersOf(flag: string, values: Map<string, string[]>): string[] {
  const folders = (values.get(flag) ?? []).flatMap(expanded).sort();
  if (folders.length === 0) throw new UsageError(`${flag} names no day\n\n${USAGE}`);
  return folders;
}

/** Folders that match a pattern whose wildcards (`*`, `?`, `[02]`, `{a,b}`) are in its last part. */
function expanded(pattern: string): string[] {
  if (existsSync(pattern)) return [pattern];
  const parent = dirname(pattern);
  if (!existsSync(parent)) return [];
  const wanted = new RegExp(`^${expressionOf(basename(pattern))}$`);
  return readdirSync(parent)
    .filter((name) => wanted.test(name))
    .map((name) => join(parent, name));
}

const expressionOf = (glob: string): string =>
  glob
    .replace(/[.+^$()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
    .replace(/\{([^}]*)\}/g, (_, options: string) => `(?:${options.replaceAll(',', '|')})`);
