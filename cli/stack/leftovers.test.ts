import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endLeftovers, isProcess, recordProcesses } from './leftovers';

const WORDS = '--expose-gc -e setInterval';
let folder: string;
let orphan: ChildProcess;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leftovers-'));
  orphan = spawn(process.execPath, ['--expose-gc', '-e', 'setInterval(() => {}, 1000)']);
  await once(orphan, 'spawn');
});
afterEach(() => {
  orphan.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

test('what a killed command has left running is ended by the next', async () => {
  const file = join(folder, 'processes.json');
  const exited = once(orphan, 'exit');
  recordProcesses(file, [{ pid: orphan.pid ?? 0, commandLine: WORDS }]);
  await endLeftovers(file);
  await expect(exited).resolves.toEqual([null, 'SIGKILL']);
  expect(existsSync(file)).toBe(false);
});

test('a number that now belongs to another program is left alone', async () => {
  const file = join(folder, 'processes.json');
  recordProcesses(file, [{ pid: orphan.pid ?? 0, commandLine: 'postgres -D somewhere' }]);
  await endLeftovers(file);
  expect(isProcess(orphan.pid ?? 0, WORDS)).toBe(true);
});
