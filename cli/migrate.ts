import type { Environment } from '../config';
import { migrate as applyMigrations } from '../db/migrate';
import { localEnvironment } from './local-environment';
import { prepareTemporal } from './stack/prepare-temporal';

/** For deployments: makes database and Temporal ready for this version, once, before anything uses them. */
export async function migrate(_args: string[], given: Environment): Promise<number> {
  const { config, startsTemporal } = localEnvironment(given);
  const applied = await applyMigrations(config.database.url);
  say(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`);
  if (startsTemporal) return 0;
  await prepareTemporal(config.temporal);
  say(`Temporal knows namespace ${config.temporal.namespace} and its search attributes.`);
  return 0;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
