import { execFileSync, type StdioOptions } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { loadConfig, projectRoot } from '../../config';
import { DayFileError } from '../city/day-files';
import type { Figures } from './figures';
import { parseOptions, UsageError } from './options';
import { replay } from './replay';
import { renderScorecard } from './scorecard';

async function run(args: string[]): Promise<number> {
  const options = parseOptions(args);
  const scorecard = await replay(loadConfig(process.env), options, process.stderr);
  process.stdout.write(renderScorecard(scorecard));
  if (options.jsonFile) writeFileSync(options.jsonFile, report(args, scorecard.figures));
  const { invariant_violations, orders_open } = scorecard.figures;
  return invariant_violations === 0 && orders_open === 0 ? 0 : 1;
}

/** The form that every bench and fault command of the project writes. */
function report(args: string[], figures: Figures): string {
  const command = ['npm run replay --', ...args].join(' ');
  return `${JSON.stringify({ command, commit: currentCommit(), figures }, null, 2)}\n`;
}

function currentCommit(): string {
  try {
    const options = { cwd: projectRoot, stdio: ['ignore', 'pipe', 'ignore'] satisfies StdioOptions };
    return execFileSync('git', ['rev-parse', 'HEAD'], options).toString().trim();
  } catch {
    // An installation without its history.
    return 'unknown';
  }
}

async function main(args: string[]): Promise<void> {
  try {
    process.exitCode = await run(args);
  } catch (error) {
    const isOurs = error instanceof UsageError || error instanceof DayFileError;
    process.stderr.write(`${isOurs ? error.message : `The replay failed: ${String(error)}`}\n`);
    process.exitCode = 2;
  }
}

void main(process.argv.slice(2));
