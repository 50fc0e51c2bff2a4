// `npm test`: everything that a fresh machine lacks, then format, lint, types and the tests. Ends with one line that people
// and machines can read, `N passed, N failed`, and an exit code that agrees with it.
//   --deep   the long tests (*.deep.test.ts) instead; other arguments are for jest

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap, fail, root } from './bootstrap.mjs';
import { ensureChromium, ensurePip } from './system-packages.mjs';

const CHECKS = ['format:check', 'lint', 'types'];

const args = process.argv.slice(2);
const isDeep = args.includes('--deep');

prepare();
const checks = isDeep ? [] : CHECKS.map((name) => succeeds('npm', ['run', '--silent', name]));
const tests = runJest(args.filter((arg) => arg !== '--deep'));
const passed = checks.filter(Boolean).length + tests.passed;
const failed = checks.filter((passes) => !passes).length + tests.failed;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function prepare() {
  try {
    ensurePip();
    ensureChromium();
  } catch (error) {
    fail(error.message);
  }
  bootstrap({ pages: true });
}

function runJest(jestArgs) {
  const report = join(root, '.outrider/test/report.json');
  mkdirSync(join(root, '.outrider/test'), { recursive: true });
  rmSync(report, { force: true });
  const env = { ...process.env, OUTRIDER_TEST_DEEP: isDeep ? 'on' : 'off' };
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const succeeded = succeeds(process.execPath, [jest, '--json', '--outputFile', report, ...jestArgs], env);
  // Jest that could not even begin, or says no without a failed test, counts as one failure.
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
  const failures = numFailedTests + numRuntimeErrorTestSuites;
  return { passed: numPassedTests, failed: succeeded ? failures : Math.max(failures, 1) };
}

function succeeds(command, commandArgs, env = process.env) {
  return spawnSync(command, commandArgs, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}
