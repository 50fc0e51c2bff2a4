import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseError } from 'pg';
import type { Config, Environment } from '../../config';
import { migrate, MigrationError } from '../../db/migrate';
import { endLeftovers, killNow, recordProcesses } from './leftovers';
import { createApi, createDemo, createWorker } from './node-parts';
import { type Part, PartError } from './part';
import { isListening } from './ports';
import { createPostgres, ensureDatabase, type PostgresOptions } from './postgres';
import { prepareTemporal } from './prepare-temporal';
import { createTemporal } from './temporal';

export interface StackOptions {
  config: Config;
  /** What our own processes are started with; `config` was read from it. */
  env: Environment;
  /** Absent: the environment names a server to use, and none is started. */
  postgres?: PostgresOptions;
  /** The Temporal binary to run. Absent: the environment names a server to use. */
  temporalBinary?: string;
  /** Whether simulated drivers and merchants run beside it. */
  demo?: boolean;
  onLine?: (part: string, line: string) => void;
}

/**
 * Everything that Outrider needs, each part as a process of its own with a known number, on fixed ports and data: any of
 * them can be killed and started again while the others go on.
 */
export class Stack {
  readonly postgres?: Part;
  readonly temporal?: Part;
  readonly worker: Part;
  readonly api: Part;
  readonly demo?: Part;
  readonly #options: StackOptions;
  readonly #processesFile: string;
  #stopping = false;

  constructor(options: StackOptions) {
    const { config, env, onLine } = options;
    const own = (part: string) => ({ config, env, onLine: (line: string) => onLine?.(part, line) });
    this.#options = options;
    this.#processesFile = join(config.dataDir, 'processes.json');
    if (options.postgres) this.postgres = createPostgres({ ...options.postgres, onLine: own('postgres').onLine });
    if (options.temporalBinary) this.temporal = this.#createTemporal(options.temporalBinary, own('temporal').onLine);
    this.worker = createWorker(own('worker'));
    this.api = createApi(own('api'));
    if (options.demo) this.demo = createDemo(own('demo'));
  }

  /** In the order in which they need each other. */
  get parts(): Part[] {
    return [this.postgres, this.temporal, this.worker, this.api, this.demo].filter((part) => part !== undefined);
  }

  /** Comes back when the API serves. A part that fails stops those that had started. */
  async start(): Promise<void> {
    mkdirSync(this.#options.config.dataDir, { recursive: true });
    await endLeftovers(this.#processesFile);
    await this.#refuseTakenPorts();
    try {
      await this.#startParts();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** The demo comes last: its market has to be opened through the API first. */
  async startDemo(): Promise<void> {
    if (this.demo) await this.#startPart(this.demo);
  }

  /** Stops each part before those that it needs. The data stays. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const part of this.parts.toReversed()) await part.stop();
    this.record();
  }

  /** For a command that is about to end without having stopped its parts. */
  killNow(): void {
    for (const { pid } of this.parts) if (pid !== undefined) killNow(pid);
  }

  /** Writes down which processes run, so that the next start finds them even when this command is killed. */
  record(): void {
    const running = this.parts.map(({ record }) => record).filter((record) => record !== undefined);
    recordProcesses(this.#processesFile, running);
  }

  /** A part would say so too, but less clearly, and another Outrider in its place might even answer for it. */
  async #refuseTakenPorts(): Promise<void> {
    const { api, worker, embedded } = this.#options.config;
    const ports: [variable: string, port: number, part: Part | undefined][] = [
      ['OUTRIDER_API_PORT', api.port, this.api],
      ['OUTRIDER_WORKER_HEALTH_PORT', worker.healthPort, this.worker],
      ['OUTRIDER_POSTGRES_PORT', embedded.postgresPort, this.postgres],
      ['OUTRIDER_TEMPORAL_PORT', embedded.temporalPort, this.temporal],
      ['OUTRIDER_TEMPORAL_UI_PORT', embedded.temporalUiPort, this.temporal],
    ];
    for (const [variable, port, part] of ports) {
      if (!part || !(await isListening(port))) continue;
      throw new PartError(`Port ${port} is taken by another program: stop it, or set ${variable} to another port.`);
    }
  }

  async #startParts(): Promise<void> {
    await Promise.all([this.#startDatabase(), this.#startTemporal()]);
    await Promise.all([this.#startPart(this.worker), this.#startPart(this.api)]);
  }

  async #startDatabase(): Promise<void> {
    const { postgres, config } = this.#options;
    if (this.postgres && postgres) {
      await this.#startPart(this.postgres);
      await ensureDatabase(postgres, new URL(config.database.url).pathname.slice(1));
    }
    const { url } = config.database;
    await migrate(url).catch((error: unknown) => refuseUnreachable(error, `PostgreSQL at ${new URL(url).host}`));
  }

  async #startTemporal(): Promise<void> {
    if (this.temporal) return this.#startPart(this.temporal);
    const { temporal } = this.#options.config;
    await prepareTemporal(temporal).catch((error: unknown) =>
      refuseUnreachable(error, `Temporal at ${temporal.address}`),
    );
  }

  async #startPart(part: Part): Promise<void> {
    if (this.#stopping) return;
    const started = part.start();
    this.record();
    await started;
    this.record();
  }

  #createTemporal(binary: string, onLine: (line: string) => void): Part {
    const { embedded, temporal, dataDir } = this.#options.config;
    const dbFile = join(dataDir, 'temporal', 'temporal.db');
    const { temporalPort: port, temporalUiPort: uiPort } = embedded;
    return createTemporal({ binary, port, uiPort, dbFile, namespace: temporal.namespace, onLine });
  }
}

/** Says which server it was; the drivers only tell that something refused. */
function refuseUnreachable(error: unknown, server: string): never {
  if (error instanceof MigrationError || error instanceof DatabaseError) throw error;
  throw new PartError(`${server} cannot be reached: ${error instanceof Error ? error.message : String(error)}.`);
}
