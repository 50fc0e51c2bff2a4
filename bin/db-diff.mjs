// Prints the SQL that leads from the migrations to prisma/schema.prisma, which is what the next migration starts from:
// nothing when the two agree as far as Prisma can see. Exits with 1 when they do not.
//   node bin/db-diff.mjs [database URL]   without a URL it migrates a throw-away server and looks at that

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';
import { Pool } from 'pg';

/** Tables that only SQL knows: Prisma's client never touches them. */
const EXTERNAL_TABLES = ['public.order_transition', 'public.shift_transition'];

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

const [url] = process.argv.slice(2);
const difference = url ? await diff(url) : await withMigratedDatabase(diff);
if (difference) console.log(difference);
process.exitCode = difference ? 1 : 0;

async function diff(databaseUrl) {
  const path = join(root, 'prisma/schema.prisma');
  const schema = { path, content: readFileSync(path, 'utf8') };
  const pool = catalogPool(databaseUrl);
  await loadEngine();
  const adapter = bindMigrationAwareSqlAdapterFactory(catalogAdapterFactory(pool));
  const engine = await glue.SchemaEngine.new({ datamodels: [[path, schema.content]] }, () => {}, adapter);
  const { stdout } = await engine.diff({
    from: { tag: 'schemaDatasource', files: [schema], configDir: root },
    to: { tag: 'schemaDatamodel', files: [schema] },
    script: true,
    exitCode: null,
    filters: { externalTables: EXTERNAL_TABLES, externalEnums: [] },
  });
  await pool.end();
  return stdout.includes('This is an empty migration') ? '' : stdout.trim();
}

/** The package expects a bundler that imports WebAssembly; Node 20 does not, so it is put together here. */
async function loadEngine() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };
  const file = require.resolve('@prisma/schema-engine-wasm').replace(/\.js$/, '_bg.wasm');
  const { instance } = await WebAssembly.instantiate(readFileSync(file), { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

/**
 * The engine reads columns of PostgreSQL's one-letter type from the catalogue, and Prisma's own adapter knows only arrays
 * of it. So they pass the adapter in that disguise and get their own type behind it.
 */
function catalogPool(connectionString) {
  const letter = 18;
  const letterArray = 1002;
  const pool = new Pool({ connectionString });
  const query = pool.query.bind(pool);
  pool.query = async (...args) => {
    const result = await query(...args);
    for (const field of result.fields) if (field.dataTypeID === letter) field.dataTypeID = letterArray;
    return result;
  };
  return pool;
}

function catalogAdapterFactory(pool) {
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      const { CharacterArray, Character } = ColumnTypeEnum;
      const columnTypes = result.columnTypes.map((type) => (type === CharacterArray ? Character : type));
      return { ...result, columnTypes };
    };
    return adapter;
  };
  return factory;
}

async function withMigratedDatabase(work) {
  spawnSync(process.execPath, [join(root, 'bin/build.mjs'), '--no-check'], { stdio: 'inherit' });
  const { createPostgres, postgresUrl } = require('../dist/cli/stack/postgres.js');
  const { removePostgres } = require('../dist/cli/stack/postgres-home.js');
  const { freePort } = require('../dist/cli/stack/ports.js');
  const { migrate } = require('../dist/db/migrate.js');
  const folder = join(root, '.outrider', `db-diff-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const options = { dir: join(folder, 'postgres'), port: await freePort(), password: 'x', settings: { fsync: 'off' } };
  const postgres = createPostgres(options);
  try {
    await postgres.start();
    const databaseUrl = postgresUrl(options, 'postgres');
    await migrate(databaseUrl);
    return await work(databaseUrl);
  } finally {
    await postgres.kill();
    removePostgres(options.dir);
    rmSync(folder, { recursive: true });
  }
}
