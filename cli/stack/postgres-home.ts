import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readlinkSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries';
import { canEnter, type User, unprivilegedUser } from './unprivileged-user';

/** Where PostgreSQL's files lie, and whom it runs as. */
export interface PostgresHome {
  binaries: PostgresBinaries;
  dir: string;
  user: User;
}

/**
 * Root's own folders are closed to everybody else, and so to PostgreSQL, which does not run as root: a clone there keeps
 * binaries and data here instead, and a link in the place where they would be.
 */
const SHELTER = '/var/lib/outrider';

export function postgresHome(dir: string): PostgresHome {
  const binaries = postgresBinaries();
  const user = unprivilegedUser();
  mkdirSync(dirname(dir), { recursive: true });
  const isOpen = [binaries.root, dirname(dir)].every((folder) => canEnter(user, folder));
  return isOpen ? { binaries, dir, user } : { binaries: shelterBinaries(binaries), dir: shelterData(dir), user };
}

/** Removes a data directory, wherever it lies. */
export function removePostgres(dir: string): void {
  if (existsSync(dir)) rmSync(realpathSync(dir), { recursive: true });
  rmSync(dir, { force: true });
}

function shelterBinaries({ root, version }: PostgresBinaries): PostgresBinaries {
  const copy = join(SHELTER, `postgres-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    cpSync(join(root, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
    if (existsSync(copy)) rmSync(unfinished, { recursive: true });
    else renameSync(unfinished, copy);
  }
  return postgresBinaries(copy);
}

function shelterData(dir: string): string {
  const hash = createHash('sha256').update(dir).digest('hex').slice(0, 12);
  const data = join(SHELTER, `data-${hash}-${basename(dir)}`);
  if (!isLink(dir, data)) {
    // Whoever removed the link wants to begin anew, and would not know the password of what is left.
    rmSync(data, { recursive: true, force: true });
    mkdirSync(SHELTER, { recursive: true });
    symlinkSync(data, dir);
  }
  return data;
}

function isLink(path: string, target: string): boolean {
  try {
    return readlinkSync(path) === target;
  } catch {
    return false;
  }
}
