import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { ProcessRecord } from './leftovers';

/** One operating-system process of the stack: how to run it and how to know that it serves. */
export interface PartSpec {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string | undefined>;
  cwd?: string;
  uid?: number;
  gid?: number;
  /** Runs before every start: creates or repairs what the process needs on disk. */
  prepare?: () => Promise<void>;
  isReady: () => Promise<boolean>;
  readyTimeoutMs?: number;
  /** A last word of a process that ended while starting and may succeed if it is tried again. */
  passingFailure?: RegExp;
  stopSignal?: NodeJS.Signals;
  /** How long a stop may take before the process is killed. */
  stopGraceMs?: number;
  onLine?: (line: string) => void;
}

/** A part did not come up. The message names it and says why, for whoever typed the command. */
export class PartError extends Error {
  override name = 'PartError';
}

const KEPT_LINES = 30;
const POLL_MS = 25;
const RETRY_MS = 200;

/**
 * Starts, stops, kills and restarts one process. Each runs in a process group of its own: Ctrl-C in a terminal reaches
 * every process of the foreground group at once, and the parts have to end one after another.
 */
export class Part {
  readonly #spec: PartSpec;
  readonly #lastLines: string[] = [];
  #child: ChildProcess | undefined;
  #exited: Promise<void> = Promise.resolve();
  #stopping = false;
  #unexpectedExit: () => void = () => {};

  constructor(spec: PartSpec) {
    this.#spec = spec;
  }

  get name(): string {
    return this.#spec.name;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** What identifies the running process to somebody who finds it later. */
  get record(): ProcessRecord | undefined {
    const { pid } = this;
    return pid === undefined ? undefined : { pid, commandLine: this.#spec.args.join(' ') };
  }

  get isRunning(): boolean {
    return this.#child !== undefined;
  }

  /** Calls back when the process ends although nobody asked it to. One listener: the supervisor. */
  onUnexpectedExit(listener: () => void): void {
    this.#unexpectedExit = listener;
  }

  /** Comes back when the part serves. */
  async start(): Promise<void> {
    if (this.#child) return;
    await this.#spec.prepare?.();
    this.#spawn();
    const deadline = Date.now() + (this.#spec.readyTimeoutMs ?? 30_000);
    while (!(await this.#spec.isReady().catch(() => false))) {
      if (!this.#child) await this.#tryAgain(deadline);
      if (Date.now() > deadline) {
        await this.kill();
        throw this.#failure('did not become ready in time');
      }
      await delay(POLL_MS);
    }
    if (!this.#child) throw this.#failure('ended while something else answered in its place');
  }

  /** Asks the process to end and waits for it; one that takes too long is killed. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#stopping = true;
    child.kill(this.#spec.stopSignal ?? 'SIGTERM');
    // A suspended process would never see the signal.
    child.kill('SIGCONT');
    const killer = setTimeout(() => child.kill('SIGKILL'), this.#spec.stopGraceMs ?? 10_000);
    await this.#exited;
    clearTimeout(killer);
  }

  /** Ends the process without warning, as a crash or the kernel would, and waits until it is gone. */
  async kill(): Promise<void> {
    this.#stopping = true;
    this.#child?.kill('SIGKILL');
    await this.#exited;
  }

  /** SIGSTOP and SIGCONT: a process that hangs and comes back. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(signal);
  }

  async #tryAgain(deadline: number): Promise<void> {
    const isPassing = this.#lastLines.some((line) => this.#spec.passingFailure?.test(line));
    if (!isPassing || this.#stopping || Date.now() > deadline) throw this.#failure('ended while it was starting');
    await delay(RETRY_MS);
    this.#spawn();
  }

  #spawn(): void {
    const { command, args, env, cwd, uid, gid } = this.#spec;
    const child = spawn(command, args, { env, cwd, uid, gid, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    this.#stopping = false;
    this.#lastLines.length = 0;
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => this.#keep(line));
    }
    this.#exited = this.#watch(child);
  }

  async #watch(child: ChildProcess): Promise<void> {
    await once(child, 'exit').catch((error: Error) => this.#keep(error.message));
    this.#child = undefined;
    if (!this.#stopping) this.#unexpectedExit();
  }

  #keep(line: string): void {
    this.#lastLines.push(line);
    if (this.#lastLines.length > KEPT_LINES) this.#lastLines.shift();
    this.#spec.onLine?.(line);
  }

  #failure(what: string): PartError {
    const lines = this.#lastLines.slice(-8).map((line) => `  ${line}`);
    return new PartError([`${this.name} ${what}.`, ...lines].join('\n'));
  }
}
