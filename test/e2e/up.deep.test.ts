import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../cli/stack/ports';
import { isProcess, type ProcessRecord } from '../../cli/stack/leftovers';
import { removePostgres } from '../../cli/stack/postgres-home';
import { temporalCli } from '../../cli/stack/temporal-binaries';
import { projectRoot } from '../../config';
import { binDir } from '../support/servers';

const START_LIMIT_MS = 120_000;

let dataDir: string;
let env: Record<string, string>;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'up-'));
  const ports = await Promise.all(['API', 'WORKER_HEALTH', 'POSTGRES', 'TEMPORAL', 'TEMPORAL_UI'].map(portVariable));
  const cli = await temporalCli(binDir);
  env = {
    PATH: process.env.PATH ?? '',
    OUTRIDER_DATA_DIR: dataDir,
    ...(existsSync(cli) && { TEMPORAL_CLI_PATH: cli }),
    ...Object.fromEntries(ports),
  };
});
afterAll(() => {
  removePostgres(join(dataDir, 'postgres'));
  rmSync(dataDir, { recursive: true });
});

const portVariable = async (name: string) => [`OUTRIDER_${name}_PORT`, String(await freePort())] as const;

/** Runs the command until its panel is there. */
async function up(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(projectRoot, 'dist/cli/main.js'), 'up', '--no-demo'], { env });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes('Ctrl-C stops everything')) resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('exit', () => reject(new Error(output)));
  });
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const exited = once(child, 'exit') as Promise<[number | null]>;
  child.kill(signal);
  const [code] = await exited;
  return code;
}

const running = (): ProcessRecord[] =>
  (JSON.parse(readFileSync(join(dataDir, 'processes.json'), 'utf8')) as ProcessRecord[]).filter(
    ({ pid, commandLine }) => isProcess(pid, commandLine),
  );

async function call(method: string, path: string, body?: unknown): Promise<Response> {
  const script = join(projectRoot, 'dist/cli/main.js');
  const token = spawn(process.execPath, [script, 'token', 'admin', 'test'], { env });
  const [chunk] = (await once(token.stdout, 'data')) as [Buffer];
  return fetch(`http://127.0.0.1:${env.OUTRIDER_API_PORT}/v1/admin/markets${path}`, {
    method,
    headers: { authorization: `Bearer ${chunk.toString().trim()}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

const MARKET = {
  id: 'kept',
  name: 'Kept',
  time_zone: 'Europe/Lisbon',
  currency: 'EUR',
  livemode: false,
  location: { lat: 38.72, lng: -9.14 },
};

test(
  'a stop ends every process, a kill is cleaned up after, and the next start goes on with the same data',
  async () => {
    const first = await up();
    expect(running()).toHaveLength(4);
    expect((await call('POST', '', MARKET)).status).toBe(201);
    expect(await end(first, 'SIGINT')).toBe(0);
    expect(running()).toEqual([]);

    const second = await up();
    expect((await call('GET', '/kept')).status).toBe(200);
    await end(second, 'SIGKILL');
    expect(running()).toHaveLength(4);

    const third = await up();
    expect((await call('GET', '/kept')).status).toBe(200);
    expect(await end(third, 'SIGTERM')).toBe(0);
    expect(running()).toEqual([]);
  },
  3 * START_LIMIT_MS,
);
