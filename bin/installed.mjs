import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether the folder's packages are what its lock file asks for. npm writes down what it has installed; but that list
 * outlives an installation whose files went astray later, so each package on it must be there, too.
 */
export function isInstalled(folder) {
  const listFile = join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(listFile)) return false;
  const installed = packagesOf(listFile);
  const asked = Object.entries(packagesOf(join(folder, 'package-lock.json')));
  return (
    asked.every(([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version) &&
    Object.keys(installed).every((path) => existsSync(join(folder, path, 'package.json')))
  );
}

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
