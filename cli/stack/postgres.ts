import { spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loneClient } from '../../db/lone-client';
import { endProcess, exists, killNow, processesIn } from './leftovers';
import { Part, PartError } from './part';
import { type PostgresHome, postgresHome } from './postgres-home';
import type { User } from './unprivileged-user';

export interface PostgresOptions {
  /** The data directory, created when it is missing. */
  dir: string;
  port: number;
  password: string;
  /** Server settings beside our own, such as `fsync: 'off'` for tests. */
  settings?: Record<string, string>;
  onLine?: (line: string) => void;
}

const SUPERUSER = 'outrider';

export const postgresUrl = ({ port, password }: Pick<PostgresOptions, 'port' | 'password'>, database: string): string =>
  `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;

/** An embedded PostgreSQL. It listens on this machine only and keeps its data across restarts and crashes. */
export function createPostgres(options: PostgresOptions): Part {
  const home = postgresHome(options.dir);
  const settings = { ...defaultSettings(options.port), ...options.settings };
  return new Part({
    name: 'PostgreSQL',
    command: home.binaries.postgres,
    args: ['-D', home.dir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    env: { TZ: 'UTC' },
    ...home.user,
    // A fast shutdown: SIGTERM would wait for every client to leave.
    stopSignal: 'SIGINT',
    stopGraceMs: 20_000,
    async prepare() {
      if (!existsSync(join(home.dir, 'PG_VERSION'))) initialise(options, home);
      await endServerOf(home.dir);
    },
    isReady: () => answers(postgresUrl(options, 'postgres')),
    // The children of a server that was killed need a moment to notice.
    passingFailure: /pre-existing shared memory block/,
    onLine: options.onLine,
  });
}

/** Creates a database unless it is there. */
export async function ensureDatabase(options: PostgresOptions, name: string): Promise<void> {
  const client = loneClient({ connectionString: postgresUrl(options, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

function defaultSettings(port: number): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    timezone: 'UTC',
    max_connections: '200',
    log_min_messages: 'warning',
  };
}

function initialise(options: PostgresOptions, { binaries: { initdb }, dir, user }: PostgresHome): void {
  // Built beside its place and then moved: a start that is interrupted here leaves nothing that looks complete.
  const unfinished = `${dir}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const secrets = mkdtempSync(join(tmpdir(), 'outrider-'));
  const passwordFile = join(secrets, 'password');
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  giveTo(user, [unfinished, secrets, passwordFile]);
  try {
    const args = [`--pgdata=${unfinished}`, `--pwfile=${passwordFile}`, ...initdbArgs(options)];
    const { status, stderr, error } = spawnSync(initdb, args, { ...user, encoding: 'utf8' });
    if (status !== 0) throw new PartError(`PostgreSQL could not create ${dir}: ${error?.message ?? stderr}`);
  } finally {
    rmSync(secrets, { recursive: true });
  }
  renameSync(unfinished, dir);
}

function giveTo({ uid, gid }: User, paths: string[]): void {
  if (uid === undefined || gid === undefined) return;
  for (const path of paths) chownSync(path, uid, gid);
}

function initdbArgs({ settings }: PostgresOptions): string[] {
  // The built-in locale sorts alike on every machine, whatever its C library knows.
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const sync = settings?.fsync === 'off' ? ['--no-sync'] : [];
  return [`--username=${SUPERUSER}`, '--auth=scram-sha-256', ...locale, '--no-instructions', ...sync];
}

/**
 * Ends a server that still runs on this data after the command that had started it was killed, and the children of one
 * that was killed itself: a child that is busy does not notice for as long as its query takes.
 *
 * When the number in the server's mark now belongs to another program, as after a reboot, PostgreSQL would refuse to
 * start, so the mark goes. Otherwise it stays: from it a new server knows whether anybody is still writing.
 */
async function endServerOf(dir: string): Promise<void> {
  const mark = join(dir, 'postmaster.pid');
  if (!existsSync(mark)) return;
  const pid = Number(readFileSync(mark, 'utf8').split('\n')[0]);
  await endProcess(pid, `-D ${dir}`, 'SIGINT');
  processesIn(realpathSync(dir)).forEach(killNow);
  if (exists(pid)) rmSync(mark, { force: true });
}

async function answers(url: string): Promise<boolean> {
  const client = loneClient({ connectionString: url, connectionTimeoutMillis: 1_000 });
  try {
    await client.connect();
    return true;
  } finally {
    await client.end();
  }
}
