import { spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { endProcess } from './leftovers';
import { Part, PartError } from './part';
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries';
import { type User, unprivilegedUser } from './unprivileged-user';

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
  const binaries = postgresBinaries();
  const settings = { ...defaultSettings(options.port), ...options.settings };
  mkdirSync(dirname(options.dir), { recursive: true });
  const user = unprivilegedUser([binaries.postgres, dirname(options.dir)]);
  return new Part({
    name: 'PostgreSQL',
    command: binaries.postgres,
    args: ['-D', options.dir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    env: { TZ: 'UTC' },
    ...user,
    // A fast shutdown: SIGTERM would wait for every client to leave.
    stopSignal: 'SIGINT',
    stopGraceMs: 20_000,
    async prepare() {
      if (!existsSync(join(options.dir, 'PG_VERSION'))) initialise(options, binaries, user);
      await endServerOf(options.dir);
    },
    isReady: () => answers(postgresUrl(options, 'postgres')),
    onLine: options.onLine,
  });
}

/** Creates a database unless it is there. */
export async function ensureDatabase(options: PostgresOptions, name: string): Promise<void> {
  const client = new Client({ connectionString: postgresUrl(options, 'postgres') });
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

function initialise(options: PostgresOptions, { initdb }: PostgresBinaries, user: User): void {
  // Built beside its place and then moved: a start that is interrupted here leaves nothing that looks complete.
  const unfinished = `${options.dir}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const secrets = mkdtempSync(join(tmpdir(), 'outrider-'));
  const passwordFile = join(secrets, 'password');
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  giveTo(user, [unfinished, secrets, passwordFile]);
  try {
    const args = [`--pgdata=${unfinished}`, `--pwfile=${passwordFile}`, ...initdbArgs(options)];
    const { status, stderr, error } = spawnSync(initdb, args, { ...user, encoding: 'utf8' });
    if (status !== 0) throw new PartError(`PostgreSQL could not create ${options.dir}: ${error?.message ?? stderr}`);
  } finally {
    rmSync(secrets, { recursive: true });
  }
  renameSync(unfinished, options.dir);
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
 * Ends a server that still runs on this data after the command that had started it was killed, and removes the mark of
 * one that is gone: after a reboot its number may belong to another process, and PostgreSQL would refuse to start.
 */
async function endServerOf(dir: string): Promise<void> {
  const mark = join(dir, 'postmaster.pid');
  if (!existsSync(mark)) return;
  await endProcess(Number(readFileSync(mark, 'utf8').split('\n')[0]), `-D ${dir}`, 'SIGINT');
  rmSync(mark, { force: true });
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  try {
    await client.connect();
    return true;
  } finally {
    await client.end();
  }
}
