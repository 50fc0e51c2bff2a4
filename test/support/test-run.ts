import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { endLeftovers, isProcess, killNow, recordProcesses } from '../../cli/stack/leftovers';
import type { Part } from '../../cli/stack/part';
import { removePostgres } from '../../cli/stack/postgres-home';
import { testDir } from './servers';

/** The servers of one jest run and the folder that they live in. Both are gone when it ends, however it ends. */
export class TestRun {
  readonly dir = join(testDir, `run-${process.pid}`);
  #parts: Part[] = [];

  constructor() {
    mkdirSync(this.dir, { recursive: true });
    // Ctrl-C and a crash of jest skip the global teardown.
    process.on('exit', () => this.#parts.forEach(({ pid }) => pid && killNow(pid)));
  }

  async start(parts: Part[]): Promise<void> {
    this.#parts = parts;
    await Promise.all(parts.map((part) => part.start()));
    recordProcesses(
      join(this.dir, 'processes.json'),
      parts.flatMap(({ record }) => record ?? []),
    );
  }

  async end(): Promise<void> {
    await Promise.all(this.#parts.map((part) => part.kill()));
    removeRun(this.dir);
  }
}

/** Ends and removes what runs that were killed have left behind; runs that go on beside this one stay. */
export async function sweepDeadRuns(): Promise<void> {
  mkdirSync(testDir, { recursive: true });
  for (const name of readdirSync(testDir).filter((entry) => entry.startsWith('run-'))) {
    if (isProcess(Number(name.slice('run-'.length)), 'jest')) continue;
    await endLeftovers(join(testDir, name, 'processes.json'));
    removeRun(join(testDir, name));
  }
}

function removeRun(dir: string): void {
  removePostgres(join(dir, 'postgres'));
  rmSync(dir, { recursive: true, force: true });
}
