import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '../config';

const LEFT = 'node_modules/left';
const RIGHT = 'node_modules/left/node_modules/@other/right';
const ELSEWHERE = { version: '1.0.0', optional: true };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outrider-installed-'));
  const packages = { [LEFT]: { version: '1.0.0' }, [RIGHT]: { version: '2.1.0', optional: true } };
  write('package-lock.json', { packages: { '': {}, ...packages, 'node_modules/for-another-platform': ELSEWHERE } });
  write('node_modules/.package-lock.json', { packages });
  for (const path of [LEFT, RIGHT]) write(`${path}/package.json`, {});
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: object): void {
  mkdirSync(join(folder, dirname(path)), { recursive: true });
  writeFileSync(join(folder, path), JSON.stringify(content));
}

function isInstalled(): boolean {
  const module = join(projectRoot, 'bin/installed.mjs');
  const script = `import { isInstalled } from ${JSON.stringify(module)}; console.log(isInstalled(process.argv[1]))`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script, folder], {
    encoding: 'utf8',
  });
  if (!/^(true|false)\n$/.test(stdout)) throw new Error(stderr);
  return stdout === 'true\n';
}

test('what npm has installed is what the lock file asks for; what is for other platforms may be missing', () => {
  expect(isInstalled()).toBe(true);
});

test('without npm’s list nothing counts as installed', () => {
  rmSync(join(folder, 'node_modules/.package-lock.json'));
  expect(isInstalled()).toBe(false);
});

test('another version is not what is asked for', () => {
  write('node_modules/.package-lock.json', { packages: { [LEFT]: { version: '1.0.1' } } });
  expect(isInstalled()).toBe(false);
});

test.each([LEFT, RIGHT])('a package that npm lists and that is not there is missing: %s', (path) => {
  rmSync(join(folder, path, 'package.json'));
  expect(isInstalled()).toBe(false);
});
