import { execFileSync, spawnSync } from 'node:child_process';
import { PartError } from './part';

export interface User {
  uid?: number;
  gid?: number;
}

/**
 * Whom PostgreSQL runs as: it refuses to run as root, which is who everything is in many containers. Nobody owns nothing
 * else, so the machine needs no new account.
 */
export function unprivilegedUser(): User {
  if (process.getuid?.() !== 0) return {};
  const user = lookUp('postgres') ?? lookUp('nobody');
  if (!user) throw new PartError('PostgreSQL does not run as root, and there is no user nobody: set DATABASE_URL.');
  return user;
}

export function canEnter(user: User, folder: string): boolean {
  return spawnSync('test', ['-x', folder], user).status === 0;
}

function lookUp(name: string): Required<User> | undefined {
  const ask = (option: string): number =>
    Number(execFileSync('id', [option, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: ask('-u'), gid: ask('-g') };
  } catch {
    return undefined;
  }
}
