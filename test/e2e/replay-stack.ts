import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createTokens } from '../../api/auth/tokens';
import { localEnvironment } from '../../cli/local-environment';
import { freePort } from '../../cli/stack/ports';
import { removePostgres } from '../../cli/stack/postgres-home';
import { temporalCli } from '../../cli/stack/temporal-binaries';
import { projectRoot } from '../../config';
import type { TokenClaims } from '../../contracts/http';
import { createDatabase, type Database } from '../../db/client';
import { binDir } from '../support/servers';

const DAYS = resolve(process.env['MDRP_DAYS'] ?? '../shared/mdrp/days');
const DAY = '0o100t100s1p100';

/** A stack as `npm start` makes it, without the demo, for recorded days to be played on. */
export interface ReplayStack {
  url: string;
  database: Database;
  /** Plays a part of a recorded day, given in the options of `outrider replay`. */
  replay(options: string[]): Promise<ChildProcess>;
  /** Ends a replay that still goes on, with the process that plays: asked politely it would first see its orders through. */
  endReplay(replay: ChildProcess): Promise<void>;
  token(claims: TokenClaims): Promise<string>;
  stop(): Promise<void>;
}

export async function startReplayStack(): Promise<ReplayStack> {
  if (!existsSync(DAYS)) throw new Error(`The delivery days are not at ${DAYS}; set MDRP_DAYS to their folder.`);
  const dataDir = mkdtempSync(join(tmpdir(), 'replayed-'));
  const names = ['API', 'WORKER_HEALTH', 'POSTGRES', 'TEMPORAL', 'TEMPORAL_UI'];
  const ports = await Promise.all(names.map(async (name) => [`OUTRIDER_${name}_PORT`, String(await freePort())]));
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    OUTRIDER_DATA_DIR: dataDir,
    TEMPORAL_CLI_PATH: await temporalCli(binDir),
    ...(Object.fromEntries(ports) as Record<string, string>),
  };
  const stack = await command(env, ['up', '--no-demo'], 'Ctrl-C stops everything');
  const { config } = localEnvironment(env);
  const database = createDatabase({ url: config.database.url, poolSize: 2 });
  return {
    url: `http://127.0.0.1:${config.api.port}`,
    database,
    replay: (options) => command(env, ['replay', join(DAYS, DAY), ...options], ''),
    async endReplay(replay) {
      if (replay.exitCode !== null) return;
      const closed = once(replay, 'close');
      process.kill(-replay.pid!, 'SIGKILL');
      await closed;
    },
    token: async (claims) => (await createTokens(config.auth.jwtSecret).sign(claims, 3_600)).token,
    async stop() {
      await database.close();
      const exited = once(stack, 'exit');
      stack.kill('SIGINT');
      await exited;
      removePostgres(join(dataDir, 'postgres'));
      rmSync(dataDir, { recursive: true });
    },
  };
}

/** Runs the command, in a group of its own, until it has printed something; an empty text: until it runs. */
async function command(env: Record<string, string>, args: string[], until: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(projectRoot, 'dist/cli/main.js'), ...args], { env, detached: true });
  let output = '';
  await new Promise<void>((done, reject) => {
    const listen = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes(until)) done();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('exit', () => reject(new Error(output)));
    if (until === '') child.on('spawn', done);
  });
  return child;
}
