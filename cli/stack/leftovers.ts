import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A process and the command line that it was started with: a number alone may by now belong to something else. */
export interface ProcessRecord {
  pid: number;
  commandLine: string;
}

/** Nobody may collect an orphan in a container without an init process: it exists for ever and holds nothing. */
const LETTING_GO_MS = 1_000;

/** Writes down what runs, so that the next start finds it even when this one is killed. */
export function recordProcesses(file: string, processes: ProcessRecord[]): void {
  writeFileSync(file, JSON.stringify(processes));
}

/** Ends what a command that was killed has left running. */
export async function endLeftovers(file: string): Promise<void> {
  if (!existsSync(file)) return;
  const records = JSON.parse(readFileSync(file, 'utf8')) as ProcessRecord[];
  await Promise.all(records.map(({ pid, commandLine }) => endProcess(pid, commandLine, 'SIGKILL')));
  rmSync(file, { force: true });
}

/** Sends the signal to this process, if it is still the one that is meant, and waits until it is gone. */
export async function endProcess(pid: number, commandLine: string, signal: NodeJS.Signals): Promise<void> {
  if (!isProcess(pid, commandLine)) return;
  process.kill(pid, signal);
  while (isProcess(pid, commandLine)) await delay(25);
  // A process that ends loses its command line before it lets go of its ports.
  for (let waitedMs = 0; exists(pid) && waitedMs < LETTING_GO_MS; waitedMs += 25) await delay(25);
}

/** Ends a process without asking, if it is still there. */
export function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was quicker.
  }
}

/** Whether this process runs and was started with these words. */
export function isProcess(pid: number, commandLine: string): boolean {
  try {
    return readCommandLine(pid).includes(commandLine);
  } catch {
    return false;
  }
}

/** The processes that work in this folder, where the system tells. */
export function processesIn(folder: string): number[] {
  if (!existsSync('/proc/self/cwd')) return [];
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && workingDirectory(pid) === folder);
}

function workingDirectory(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    // It has just ended, or belongs to somebody else.
    return undefined;
  }
}

export function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function readCommandLine(pid: number): string {
  // Small images come without ps; macOS comes without /proc.
  if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
}
