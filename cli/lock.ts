import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { isProcess } from './stack/leftovers';
import { UserError } from './user-error';

/** Keeps a second copy off the same data. The lock of a command that was killed counts for nothing. */
export function lock(file: string): () => void {
  mkdirSync(dirname(file), { recursive: true });
  const commandLine = basename(process.argv[1] ?? '');
  while (!tryToCreate(file, JSON.stringify({ pid: process.pid, commandLine }))) {
    const holder = holderOf(file);
    if (holder && isProcess(holder.pid, holder.commandLine)) {
      throw new UserError(
        `Outrider already runs on this data (process ${holder.pid}): stop it, or give this one another OUTRIDER_DATA_DIR and ports.`,
      );
    }
    rmSync(file, { force: true });
  }
  return () => rmSync(file, { force: true });
}

function tryToCreate(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function holderOf(file: string): { pid: number; commandLine: string } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { pid: number; commandLine: string };
  } catch {
    return undefined;
  }
}
