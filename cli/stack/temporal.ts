import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../../contracts/search-attributes';
import { Part } from './part';
import { isListening } from './ports';
import { ATTRIBUTE_TYPES } from './prepare-temporal';

export interface TemporalOptions {
  /** The CLI's path: see temporalCli. */
  binary: string;
  port: number;
  /** Without one there is no Web UI. */
  uiPort?: number;
  /** Where histories are kept; in memory without one. */
  dbFile?: string;
  namespace: string;
  onLine?: (line: string) => void;
}

/** A Temporal development server. It listens on this machine only; with a file it keeps its workflows across crashes. */
export function createTemporal(options: TemporalOptions): Part {
  const { binary, port, dbFile, namespace, onLine } = options;
  return new Part({
    name: 'Temporal',
    command: binary,
    args: serverArgs(options),
    env: {},
    stopSignal: 'SIGTERM',
    async prepare() {
      if (dbFile) mkdirSync(dirname(dbFile), { recursive: true });
    },
    // A gRPC client that finds nobody waits a second before it tries again; a socket tells at once.
    isReady: async () => (await isListening(port)) && knowsNamespace(`127.0.0.1:${port}`, namespace),
    onLine,
  });
}

function serverArgs({ port, uiPort, dbFile, namespace }: TemporalOptions): string[] {
  const ui = uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)];
  // Write-ahead logging halves what the server needs of the processor.
  const wal = ['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=normal'];
  const file = dbFile === undefined ? [] : ['--db-filename', dbFile, ...wal];
  const attributes = SEARCH_ATTRIBUTES.flatMap(({ name, type }) => [
    '--search-attribute',
    `${name}=${ATTRIBUTE_TYPES[type].name}`,
  ]);
  const server = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--namespace', namespace];
  return [...server, '--log-level', 'warn', ...ui, ...file, ...attributes];
}

async function knowsNamespace(address: string, namespace: string): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: 1_000 });
  try {
    await connection.workflowService.describeNamespace({ namespace });
    return true;
  } finally {
    await connection.close();
  }
}
