import { join } from 'node:path';
import { projectRoot } from '../../config';
import type { PostgresOptions } from '../../cli/stack/postgres';

export const testDir = join(projectRoot, '.outrider', 'test');
export const binDir = join(projectRoot, '.outrider', 'bin');
export const TEMPLATE_DATABASE = 'outrider_template';

/** Where this run's shared servers are. */
export interface TestServers {
  postgres: PostgresOptions;
  temporalAddress: string;
}

const VARIABLE = 'OUTRIDER_TEST_SERVERS';

/** Jest starts its workers after the global setup, and they inherit its environment. */
export function rememberServers(servers: TestServers): void {
  process.env[VARIABLE] = JSON.stringify(servers);
}

export function testServers(): TestServers {
  const json = process.env[VARIABLE];
  if (!json) throw new Error('No shared servers: this test has to be in the `integration` project of jest.config.mjs.');
  return JSON.parse(json) as TestServers;
}
