// Builds the project: Prisma's client into db/generated, then every room and the workflow bundle into dist.
//   --pages          the pages, too
//   --generate-only  stop after Prisma's client
//   --no-check       leave type errors to `npm run types`: a test run must not wait for a colleague's half-typed file

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const options = new Set(process.argv.slice(2));

await withLock(join(root, '.outrider', 'build.lock'), async () => {
  generate();
  if (options.has('--generate-only')) return;
  compile();
  copySql();
  await bundleWorkflows();
  if (options.has('--pages')) buildPages();
});

/** Writes Prisma's client, unless the one that is there was made from the same schema by the same Prisma. */
function generate() {
  const output = join(root, 'db', 'generated');
  const stamp = join(output, '.made-from');
  const madeFrom = hashOf([join(root, 'prisma/schema.prisma'), require.resolve('prisma/package.json')]);
  if (readIfThere(stamp) === madeFrom) return;
  // Generating needs no schema engine, yet Prisma downloads one unless it is told that there is one already.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' };
  run([packageFile('prisma', 'build/index.js'), 'generate', '--no-hints'], env);
  writeFileSync(stamp, madeFrom);
}

function compile() {
  const check = options.has('--no-check') ? ['--noCheck'] : [];
  run([packageFile('typescript', 'bin/tsc'), '-p', 'tsconfig.build.json', ...check], process.env);
}

/** dist is complete in itself: migrations and functions lie in it as they lie in the project. */
function copySql() {
  for (const folder of ['prisma/migrations', 'db/functions']) {
    rmSync(join(root, 'dist', folder), { recursive: true, force: true });
    cpSync(join(root, folder), join(root, 'dist', folder), { recursive: true });
  }
}

/** Workers load one file instead of bundling anew at each start. */
async function bundleWorkflows() {
  const rooms = ['workflows', 'contracts', 'domain'].map((room) => join(root, 'dist', room));
  const target = join(root, 'dist/workflow-bundle.js');
  const stamp = `${target}.made-from`;
  const madeFrom = hashOf([...rooms.flatMap(scriptsIn), require.resolve('@temporalio/worker/package.json')]);
  if (readIfThere(stamp) === madeFrom) return;
  rmSync(target, { force: true });
  const { bundleWorkflowCode, DefaultLogger } = require('@temporalio/worker');
  const { code } = await bundleWorkflowCode({
    workflowsPath: rooms[0],
    workflowInterceptorModules: [join(rooms[0], 'lib/trace-interceptors.js')],
    logger: new DefaultLogger('WARN'),
  });
  writeFileSync(target, code);
  writeFileSync(stamp, madeFrom);
}

function buildPages() {
  const target = join(root, 'dist/web');
  const stamp = `${target}.made-from`;
  const madeFrom = hashOf([...filesIn(join(root, 'web')), join(root, 'package-lock.json')]);
  if (existsSync(target) && readIfThere(stamp) === madeFrom) return;
  run([packageFile('vite', 'bin/vite.js'), 'build', 'web', '--logLevel', 'warn'], process.env);
  writeFileSync(stamp, madeFrom);
}

function scriptsIn(folder) {
  return filesIn(folder).filter((file) => file.endsWith('.js'));
}

function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function packageFile(name, path) {
  return join(dirname(require.resolve(`${name}/package.json`)), path);
}

function run(args, env) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' });
  if (status === 0) return;
  process.stderr.write(stdout + stderr);
  process.exit(1);
}

/** Two builds at once would read each other's half-written files. The lock of a build that was killed counts for nothing. */
async function withLock(path, work) {
  mkdirSync(dirname(path), { recursive: true });
  while (!tryLock(path)) {
    if (!isAlive(Number(readIfThere(path)))) rmSync(path, { force: true });
    await delay(100);
  }
  process.on('exit', () => rmSync(path, { force: true }));
  await work();
}

function tryLock(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
