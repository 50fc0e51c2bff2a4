// What has to be there before any of our own code can run. Plain JavaScript without a dependency, because on a fresh clone
// nothing is installed yet.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled } from './installed.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Installs what is missing and builds what has changed; both are quick when there is nothing to do. */
export function bootstrap({ pages }) {
  refuseOldNode();
  if (!isInstalled(root)) install();
  run(process.execPath, [join(root, 'bin/build.mjs'), ...(pages ? ['--pages'] : [])], 'The build failed: see above.');
}

/** Ends this command with one clear sentence. */
export function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

export function run(command, args, failure) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) fail(failure);
}

function refuseOldNode() {
  const needed = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node.replace('>=', '');
  const [needs, has] = [needed, process.versions.node].map((version) => version.split('.').map(Number));
  const isOlder = has[0] < needs[0] || (has[0] === needs[0] && has[1] < needs[1]);
  if (isOlder) fail(`Outrider needs Node ${needed} or later; this is ${process.versions.node}.`);
}

function install() {
  console.log('Installing packages…');
  // Also where NODE_ENV says production: the build needs the tools.
  const options = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  run('npm', ['ci', ...options], 'npm could not install the packages: see above.');
}
