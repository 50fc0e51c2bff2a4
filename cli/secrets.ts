import { createECDH, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a local installation makes up for itself, once. */
export interface Secrets {
  jwtSecret: string;
  databasePassword: string;
  /** The key pair that push services know this installation by. */
  vapid: { publicKey: string; privateKey: string };
}

export function ensureSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  // An installation that is older than a secret gets it now; the others must stay what they are.
  const secrets: Secrets = {
    jwtSecret: kept.jwtSecret ?? makeSecret(),
    databasePassword: kept.databasePassword ?? makeSecret(),
    vapid: kept.vapid ?? makeKeyPair(),
  };
  if (kept.jwtSecret && kept.databasePassword && kept.vapid) return secrets;
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

const makeSecret = (): string => randomBytes(32).toString('base64url');

function makeKeyPair(): Secrets['vapid'] {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  const privateKey = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32); // Leading zeros are not kept.
  return { publicKey: pair.getPublicKey('base64url'), privateKey: privateKey.toString('base64url') };
}
