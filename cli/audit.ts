import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Environment } from '../config';
import { archiveMonth, dropMonth, monthsToArchive, verifyArchive } from '../db/audit-archive';
import { trailMarkets, verifyTrail, type Tampering, type TrailReport } from '../db/audit-trail';
import { localEnvironment } from './local-environment';
import { UserError } from './user-error';

const USAGE = `outrider audit verify [--market ID] [--expect SEQ:HASH] [--file ARCHIVE]
outrider audit archive (--month YYYY-MM | --keep-months N) --to DIR [--drop]`;

/** Proves the audit trail, or moves months of it to files that prove themselves. Exits with 1 when something is wrong. */
export async function audit([verb, ...args]: string[], given: Environment): Promise<number> {
  if (verb === 'verify') return verify(args, given);
  if (verb === 'archive') return archive(args, given);
  throw new UserError(USAGE);
}

async function verify(args: string[], given: Environment): Promise<number> {
  const { market, expect, file } = options(args);
  if (file !== undefined) return verifyFile(file);
  const expected = /^(\d+):([0-9a-f]{64})$/.exec(expect ?? '');
  if (expect !== undefined && (!expected || market === undefined)) throw new UserError(USAGE);
  const { config } = localEnvironment(given);
  const { url } = config.database;
  let isWhole = true;
  for (const marketId of market === undefined ? await trailMarkets(url) : [market]) {
    const head = expected ? { seq: Number(expected[1]), hash: expected[2]! } : undefined;
    const report = await verifyTrail(url, marketId, head);
    say(lineOf(report));
    isWhole &&= report.tampering === null;
  }
  return isWhole ? 0 : 1;
}

async function verifyFile(file: string): Promise<number> {
  const { seals, events, problem } = await verifyArchive(file);
  say(problem === null ? `${file}: ${events} events under ${seals} seals, all as sealed.` : `${file}: ${problem}.`);
  return problem === null ? 0 : 1;
}

async function archive(args: string[], given: Environment): Promise<number> {
  const { month, 'keep-months': keep, to, drop } = options(args);
  if (to === undefined || (month === undefined) === (keep === undefined)) throw new UserError(USAGE);
  if (month !== undefined && !/^\d{4}-(0\d|1[0-2])$/.test(month)) throw new UserError(USAGE);
  if (keep !== undefined && !/^\d{1,4}$/.test(keep)) throw new UserError(USAGE);
  const { url } = localEnvironment(given).config.database;
  const months = month === undefined ? await monthsToArchive(url, Number(keep)) : [month];
  for (const one of months) {
    const { file, events, sha256 } = await archiveMonth(url, one, to);
    say(`${one}: ${events} events in ${file}, SHA-256 ${sha256}`);
    if (!drop) continue;
    await dropMonth(url, one, join(to, `audit-${one}.ndjson.gz`));
    say(`${one}: dropped from the database.`);
  }
  if (months.length === 0) say('Nothing to archive.');
  return 0;
}

const options = (args: string[]) => {
  try {
    return parseArgs({
      args,
      options: {
        market: { type: 'string' },
        expect: { type: 'string' },
        file: { type: 'string' },
        month: { type: 'string' },
        'keep-months': { type: 'string' },
        to: { type: 'string' },
        drop: { type: 'boolean', default: false },
      },
    }).values;
  } catch {
    throw new UserError(USAGE);
  }
};

function lineOf({ marketId, seals, events, archivedSeals, unsealed, head, tampering }: TrailReport): string {
  if (tampering) return `${marketId}: ${wordsOf(tampering)}`;
  const archived = archivedSeals > 0 ? `, ${archivedSeals} of them archived` : '';
  const waiting = unsealed > 0 ? `; ${unsealed} wait for their seal` : '';
  const at = head ? `; head ${head.seq}:${head.hash}` : '';
  return `${marketId}: ${events} events under ${seals} seals${archived}, all as sealed${waiting}${at}`;
}

function wordsOf({ seq, eventId, order, problem }: Tampering): string {
  switch (problem) {
    case 'edited':
      return `event ${eventId} was edited (seal ${seq})`;
    case 'missing':
      if (order) return `event ${order.number} of order ${order.id} is missing: the end of the trail was cut off`;
      return `event ${eventId} is missing (${seq === null ? 'it waited for its seal' : `seal ${seq}`})`;
    case 'added':
      return `event ${eventId} was added behind the seals`;
    case 'chain_broken':
      return `seal ${seq} is missing or not the one that was made`;
    case 'not_the_expected_head':
      return `seal ${seq} is not the expected one: the chain was made anew`;
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
