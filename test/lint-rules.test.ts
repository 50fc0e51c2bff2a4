import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '../config';

interface Planted {
  room: string;
  source: string;
  /** The rule that it breaks. Null: it may be there. */
  rule: string | null;
}

const imports = 'no-restricted-imports';

const PLANTED: Planted[] = [
  { room: 'domain', source: "import { x } from '../db/client'; x();", rule: imports },
  { room: 'domain', source: "import { readFileSync } from 'node:fs'; readFileSync('x');", rule: imports },
  { room: 'workflows', source: "import { createHash } from 'crypto'; createHash('x');", rule: imports },
  { room: 'workflows', source: "import { x } from '../activities'; x();", rule: imports },
  { room: 'workflows', source: "import type { X } from '../activities'; export let x: X;", rule: null },
  { room: 'workflows', source: "import { x } from '../contracts/http'; x();", rule: imports },
  { room: 'contracts', source: "import { x } from '../domain/clock'; x();", rule: imports },
  { room: 'activities', source: "import { x } from '../db/client'; x();", rule: imports },
  { room: 'db', source: "import { x } from '../api/app'; x();", rule: imports },
  { room: 'db', source: "import { Pool } from 'pg'; export const pool = new Pool();", rule: null },
  { room: 'api', source: "import { Pool } from 'pg'; export const pool = new Pool();", rule: imports },
  { room: 'api', source: "import { x } from '../workflows'; x();", rule: imports },
  { room: 'gateways', source: "import { x } from '../db/client'; x();", rule: imports },
  { room: 'api', source: 'export const port = process.env.PORT;', rule: 'no-process-env' },
  { room: 'api', source: 'const work = async (): Promise<void> => {};\nwork();', rule: 'no-floating-promises' },
  { room: 'workers', source: "import { x } from '../api/app'; x();", rule: imports },
  { room: 'simulation', source: "import { x } from '../db/client'; x();", rule: imports },
];

let root: string;
/** The rules that each planted file broke, linted in one go in a project that holds nothing else. */
let broken: string[][];

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'lint-rules-'));
  copyFileSync(join(projectRoot, 'oxlint.config.mjs'), join(root, 'oxlint.config.mjs'));
  writeFileSync(join(root, 'tsconfig.json'), '{ "compilerOptions": { "strict": true }, "include": ["."] }');
  PLANTED.forEach(({ source }, index) => {
    mkdirSync(dirname(fileOf(index)), { recursive: true });
    writeFileSync(fileOf(index), source);
  });
  broken = lint();
});
afterAll(() => rmSync(root, { recursive: true }));

const fileOf = (index: number): string => join(root, PLANTED[index]?.room ?? '', `planted-${index}.ts`);

function lint(): string[][] {
  const oxlint = join(projectRoot, 'node_modules/.bin/oxlint');
  const args = ['-c', 'oxlint.config.mjs', '--type-aware', '--format=json'];
  const { stdout } = spawnSync(oxlint, args, { cwd: root, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
  return PLANTED.map((_, index) => {
    const ofFile = diagnostics.filter(({ filename }) => filename.endsWith(`planted-${index}.ts`));
    return ofFile.map(({ code }) => code.replace(/^.*\((.*)\)$/, '$1'));
  });
}

const planted = PLANTED.map((file, index) => ({ ...file, index }));

test.each(planted.filter(({ rule }) => rule !== null))('$room may not: $source', ({ rule, index }) => {
  expect(broken[index]).toContain(rule);
});

test.each(planted.filter(({ rule }) => rule === null))('$room may: $source', ({ index }) => {
  expect(broken[index]).not.toContain(imports);
});
