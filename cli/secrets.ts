import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a local installation makes up for itself, once. */
export interface Secrets {
  jwtSecret: string;
  databasePassword: string;
}

export function ensureSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    const secrets: Secrets = { jwtSecret: makeSecret(), databasePassword: makeSecret() };
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
}

const makeSecret = (): string => randomBytes(32).toString('base64url');
