import type { Environment } from '../config';
import { migrate as applyMigrations } from '../db/migrate';
import { localEnvironment } from './local-environment';

/** For deployments: brings the database that the environment names to this version, once, before anything uses it. */
export async function migrate(_args: string[], given: Environment): Promise<number> {
  const applied = await applyMigrations(localEnvironment(given).config.database.url);
  const lines = applied.length === 0 ? ['The database is up to date.'] : applied.map((name) => `Applied ${name}.`);
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}
