import { join } from 'node:path';
import { type Config, type Environment, loadConfig } from '../config';
import { ensureSecrets } from './secrets';
import { type PostgresOptions, postgresUrl } from './stack/postgres';

const DATABASE = 'outrider';

export interface LocalEnvironment {
  /** The given environment with everything filled in that a local installation provides for itself. */
  env: Environment;
  config: Config;
  /** The embedded server, unless the environment names a database. */
  postgres?: PostgresOptions;
  /** Whether a Temporal server is ours to start: the environment names none. */
  startsTemporal: boolean;
}

/** What the `outrider` command works with: the environment, and for what it does not name our own servers and secrets. */
export function localEnvironment(given: Environment): LocalEnvironment {
  // Read once with stand-ins, so that nothing is written when a variable is wrong.
  const named = withoutEmpty(given);
  const { dataDir, embedded } = loadConfig({ ...STAND_INS, ...named });
  const startsTemporal = !named.TEMPORAL_ADDRESS && !named.TEMPORAL_CONFIG_FILE;
  // In a deployment the environment names everything, and nothing may be made up.
  const secrets = named.DATABASE_URL && named.OUTRIDER_JWT_SECRET ? undefined : ensureSecrets(dataDir);
  const postgres =
    secrets && !named.DATABASE_URL
      ? { dir: join(dataDir, 'postgres'), port: embedded.postgresPort, password: secrets.databasePassword }
      : undefined;
  const env = {
    ...(secrets && {
      OUTRIDER_JWT_SECRET: secrets.jwtSecret,
      OUTRIDER_VAPID_PUBLIC_KEY: secrets.vapid.publicKey,
      OUTRIDER_VAPID_PRIVATE_KEY: secrets.vapid.privateKey,
    }),
    ...(postgres && { DATABASE_URL: postgresUrl(postgres, DATABASE) }),
    ...(startsTemporal && {
      TEMPORAL_ADDRESS: `127.0.0.1:${embedded.temporalPort}`,
      OUTRIDER_TEMPORAL_UI_URL: `http://localhost:${embedded.temporalUiPort}`,
    }),
    ...named,
  };
  return { env, config: loadConfig(env), postgres, startsTemporal };
}

const STAND_INS = { DATABASE_URL: 'postgresql://stand-in/', OUTRIDER_JWT_SECRET: 'x'.repeat(32) };

const withoutEmpty = (env: Environment): Environment =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
