import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';

/** Command-line options of the form `--name value`; a name that is not known is a usage error. */
export function optionsOf(known: readonly string[], argv: readonly string[]): Partial<Record<string, string>> {
  const options: Partial<Record<string, string>> = {};
  for (let i = 0; i < argv.length; i += 2) {
    const name = argv[i]!.replace(/^--/, '');
    const value = argv[i + 1];
    if (!known.includes(name) || value === undefined) {
      throw new Error(`usage: ${known.map((option) => `--${option} VALUE`).join(' ')} (got ${argv[i]!})`);
    }
    options[name] = value;
  }
  return options;
}

/** The machine-readable result of a bench: flat figures, with the command and the commit that they belong to. */
export function writeResult(file: string | undefined, figures: Record<string, number>): void {
  if (!file) return;
  const [, script, ...rest] = process.argv;
  const command = ['node', basename(script ?? ''), ...rest].join(' ');
  writeFileSync(file, `${JSON.stringify({ command, commit: commit(), figures }, null, 2)}\n`);
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
