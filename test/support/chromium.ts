import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../config';

/** A Chromium for `playwright-core`, installed if that can be done. */
export function chromiumPath(): string {
  const script = join(projectRoot, 'bin/system-packages.mjs');
  const { stdout, stderr, status } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}
