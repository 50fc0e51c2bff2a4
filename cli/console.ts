import { appendFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

const LEVELS: Record<number, string> = { 40: 'WARN', 50: 'ERROR', 60: 'FATAL' };
const WARN = 40;
/** Database clients tell whole stories; the file has them. */
const LINE_MAX = 240;

/** The part whose plain lines are meant for whoever watches. */
const SPOKEN = 'demo';

/**
 * Keeps every line that the parts write in a file per part, and shows on the terminal what a person should know: warnings
 * and what the demo tells.
 */
export class Console {
  readonly #dir: string;
  readonly #showsAll: boolean;
  readonly #begun = new Set<string>();

  constructor(dir: string, showsAll: boolean) {
    this.#dir = dir;
    this.#showsAll = showsAll;
    mkdirSync(dir, { recursive: true });
  }

  line(part: string, line: string): void {
    appendFileSync(this.#file(part), `${line}\n`);
    const shown = this.#rendered(part, line);
    if (shown) this.say(`${part.padEnd(8)} ${shown}`);
  }

  say(text: string): void {
    process.stdout.write(`${text}\n`);
  }

  #rendered(part: string, line: string): string | undefined {
    const entry = parseEntry(line);
    if (!entry) return part === SPOKEN || this.#showsAll ? line : undefined;
    if (entry.level < WARN && !this.#showsAll) return undefined;
    const cause = entry.err?.message ? `: ${entry.err.message}` : '';
    return `${LEVELS[entry.level] ?? 'INFO'} ${entry.msg}${cause}`.replaceAll(/\s+/g, ' ').slice(0, LINE_MAX);
  }

  /** Begins with an empty file and keeps the one of the run before. */
  #file(part: string): string {
    const file = join(this.#dir, `${part}.log`);
    if (!this.#begun.has(part) && existsSync(file)) renameSync(file, `${file}.before`);
    this.#begun.add(part);
    return file;
  }
}

interface LogEntry {
  level: number;
  msg: string;
  err?: { message?: string };
}

function parseEntry(line: string): LogEntry | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const entry = JSON.parse(line) as Partial<LogEntry>;
    return typeof entry.level === 'number' && typeof entry.msg === 'string' ? (entry as LogEntry) : undefined;
  } catch {
    return undefined;
  }
}
