import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '../../cli/stack/ports';
import { createPostgres, ensureDatabase, postgresUrl } from '../../cli/stack/postgres';
import { createTemporal } from '../../cli/stack/temporal';
import { temporalCli, temporalTestServer } from '../../cli/stack/temporal-binaries';
import { projectRoot } from '../../config';
import { migrate } from '../../db/migrate';
import { binDir, rememberServers, TEMPLATE_DATABASE } from './servers';
import { sweepDeadRuns, TestRun } from './test-run';

/** The data of a test may be lost with the machine, so PostgreSQL need not wait for the disk. */
const HASTY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

/** Starts what the integration tests share: the built project, one PostgreSQL with a migrated template, one Temporal. */
export default async function globalSetup(): Promise<void> {
  await sweepDeadRuns();
  const run = new TestRun();
  globalThis.outriderTestRun = run;
  try {
    await startServers(run);
  } catch (error) {
    await run.end();
    throw error;
  }
}

async function startServers(run: TestRun): Promise<void> {
  execFileSync(process.execPath, [join(projectRoot, 'bin/build.mjs'), '--no-check'], { stdio: 'inherit' });
  const postgres = { dir: join(run.dir, 'postgres'), port: await freePort(), password: 'test', settings: HASTY };
  const [binary] = await Promise.all([temporalCli(binDir), temporalTestServer(binDir)]);
  const temporal = { binary, port: await freePort(), namespace: 'default' };
  await run.start([createPostgres(postgres), createTemporal(temporal)]);
  await ensureDatabase(postgres, TEMPLATE_DATABASE);
  await migrate(postgresUrl(postgres, TEMPLATE_DATABASE));
  rememberServers({ postgres, temporalAddress: `127.0.0.1:${temporal.port}` });
}

declare global {
  var outriderTestRun: TestRun | undefined;
}
