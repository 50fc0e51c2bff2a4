import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../config';
import { binDir } from '../test/support/servers';
import { freePort } from './stack/ports';
import { temporalCli } from './stack/temporal-binaries';

let dataDir: string;
let env: Record<string, string>;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'failures-'));
  const cli = await temporalCli(binDir);
  env = {
    PATH: process.env.PATH ?? '',
    OUTRIDER_DATA_DIR: dataDir,
    ...(existsSync(cli) && { TEMPORAL_CLI_PATH: cli }),
    OUTRIDER_API_PORT: String(await freePort()),
    OUTRIDER_WORKER_HEALTH_PORT: String(await freePort()),
    OUTRIDER_POSTGRES_PORT: String(await freePort()),
    OUTRIDER_TEMPORAL_PORT: String(await freePort()),
    OUTRIDER_TEMPORAL_UI_PORT: String(await freePort()),
  };
});
afterEach(() => rmSync(dataDir, { recursive: true }));

/** What somebody reads who has typed the command, when it fails. */
async function failureOf(args: string[], more: Record<string, string> = {}): Promise<string> {
  const script = join(projectRoot, 'dist/cli/main.js');
  const child = spawn(process.execPath, [script, ...args], { env: { ...env, ...more } });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(1);
  expect(stderr).not.toMatch(/^\s+at /m);
  return stderr.trim();
}

test('a port that is taken is named, with the variable that moves it', async () => {
  const server = createServer().listen(Number(env.OUTRIDER_API_PORT), '127.0.0.1');
  await once(server, 'listening');
  expect(await failureOf(['up'])).toBe(
    `Port ${env.OUTRIDER_API_PORT} is taken by another program: stop it, or set OUTRIDER_API_PORT to another port.`,
  );
  server.close();
});

test('a second copy on the same data is refused', async () => {
  writeFileSync(join(dataDir, 'up.lock'), JSON.stringify({ pid: process.pid, commandLine: 'jest' }));
  expect(await failureOf(['up'])).toContain(`Outrider already runs on this data (process ${process.pid})`);
});

test('a Temporal binary that is not where it should be', async () => {
  expect(await failureOf(['up'], { TEMPORAL_CLI_PATH: '/nowhere/temporal' })).toBe(
    'TEMPORAL_CLI_PATH names /nowhere/temporal, which does not exist.',
  );
});

test('a database that does not answer', async () => {
  const port = await freePort();
  const DATABASE_URL = `postgresql://user@127.0.0.1:${port}/outrider`;
  expect(await failureOf(['up'], { DATABASE_URL })).toContain(`PostgreSQL at 127.0.0.1:${port} cannot be reached`);
});

test('a Temporal that does not answer', async () => {
  const TEMPORAL_ADDRESS = `127.0.0.1:${await freePort()}`;
  expect(await failureOf(['up'], { TEMPORAL_ADDRESS })).toContain(`Temporal at ${TEMPORAL_ADDRESS} cannot be reached`);
});

test('a wrong variable', async () => {
  expect(await failureOf(['up'], { OUTRIDER_LOG_LEVEL: 'loud' })).toContain('OUTRIDER_LOG_LEVEL: ');
});

test('a wrong option or command', async () => {
  expect(await failureOf(['up', '--loud'])).toContain('--loud');
  expect(await failureOf(['fly'])).toContain('outrider <command>');
});
