import { readFileSync } from 'node:fs';

/** Linux counts a process's time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** Seconds of processor time that a process has used so far. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in brackets may hold spaces; what follows it does not.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

export function residentMb(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) / 1024;
}

/** Least-squares slope of samples [minute, MB]. */
export function slopePerMinute(samples: readonly (readonly [number, number])[]): number {
  const mean = (pick: 0 | 1): number => samples.reduce((sum, sample) => sum + sample[pick], 0) / samples.length;
  const [x, y] = [mean(0), mean(1)];
  const above = samples.reduce((sum, [minute, mb]) => sum + (minute - x) * (mb - y), 0);
  const below = samples.reduce((sum, [minute]) => sum + (minute - x) ** 2, 0);
  return below === 0 ? 0 : above / below;
}
