import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Whether a process has been stopped with SIGSTOP. */
export function isSuspended(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  // Small images come without ps; macOS comes without /proc.
  if (!existsSync('/proc/self/stat')) {
    return execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('T');
  }
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('T');
}
