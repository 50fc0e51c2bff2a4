import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Client } from 'pg';
import { withAuditClient } from './audit-client';

/**
 * A month of the audit trail as a file: gzipped lines of JSON. A seal, `{"seal": …}`, is followed by its events,
 * `{"event": "…"}`, each in the very text that was hashed, so that the file proves itself without a database.
 */
export interface ArchiveDone {
  month: string;
  file: string;
  events: number;
  sha256: string;
}

interface SealLine {
  market: string;
  seq: number;
  events: number;
  leaves: string;
  previous: string;
  hash: string;
}

/** Why a month cannot go, for whoever asked. */
export class ArchiveRefused extends Error {
  override name = 'ArchiveRefused';
}

/** Writes a month that is over and sealed to `dir/audit-YYYY-MM.ndjson.gz`, and notes that it has. Changes nothing else. */
export async function archiveMonth(databaseUrl: string, month: string, dir: string): Promise<ArchiveDone> {
  return withAuditClient(databaseUrl, async (client) => {
    await refuseUnfinished(client, month);
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    const file = `${dir}/audit-${month}.ndjson.gz`;
    // Written beside its place: a file with this name is complete.
    const unfinished = `${file}.unfinished`;
    const counted = { events: 0 };
    await pipeline(Readable.from(linesOf(client, month, counted)), createGzip(), createWriteStream(unfinished));
    await rename(unfinished, file);
    const sha256 = await fileHash(file);
    await client.query(
      `INSERT INTO outrider_audit.archive (month, events, sha256) VALUES ($1, $2, $3)
       ON CONFLICT (month) DO UPDATE SET events = excluded.events, sha256 = excluded.sha256, archived_at = clock_timestamp()`,
      [`${month}-01`, counted.events, Buffer.from(sha256, 'hex')],
    );
    await record(client, 'audit.archived', { month, events: counted.events, sha256 });
    await client.query('COMMIT');
    return { month, file, events: counted.events, sha256 };
  });
}

/** Drops the rows of a month whose file is there and proves itself. What it said of people goes with it. */
export async function dropMonth(databaseUrl: string, month: string, file: string): Promise<void> {
  const checked = await verifyArchive(file);
  if (checked.problem) throw new ArchiveRefused(`${file}: ${checked.problem}`);
  const sha256 = await fileHash(file);
  await withAuditClient(databaseUrl, async (client) => {
    await client.query('BEGIN');
    const { rowCount } = await client.query(
      `UPDATE outrider_audit.archive SET dropped_at = clock_timestamp()
       WHERE month = $1 AND sha256 = $2 AND dropped_at IS NULL`,
      [`${month}-01`, Buffer.from(sha256, 'hex')],
    );
    if (rowCount !== 1) throw new ArchiveRefused(`${file} is not the archive that was written of ${month}.`);
    await client.query(`DROP TABLE outrider_history.event_${month.replace('-', '')}`);
    await client.query('DELETE FROM outrider_audit.personal WHERE month_of(recorded_at) = $1', [`${month}-01`]);
    await record(client, 'audit.dropped', { month, sha256 });
    await client.query('COMMIT');
  });
}

/** That a month went to a file is in the trail itself: nobody hides a deletion behind an archive that never was. */
async function record(client: Client, type: string, data: object): Promise<void> {
  await client.query("SELECT record_fact('-', $1, acting(), $2::jsonb)", [type, JSON.stringify(data)]);
}

/** Months of the database that are older than so many months, sealed, and not archived yet. */
export function monthsToArchive(databaseUrl: string, keepMonths: number): Promise<string[]> {
  return withAuditClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ month: string }>(
      `SELECT DISTINCT to_char(s.month, 'YYYY-MM') AS month FROM outrider_audit.seal s
       LEFT JOIN outrider_audit.archive a ON a.month = s.month
       WHERE a.dropped_at IS NULL AND s.month < month_of(now()) - $1::int * interval '1 month' ORDER BY 1`,
      [keepMonths],
    );
    return rows.map(({ month }) => month);
  });
}

export interface ArchiveReport {
  seals: number;
  events: number;
  /** The first thing that is wrong, in words; null when the file is what was sealed. */
  problem: string | null;
}

/** Proves a file by itself: every event by its hash, every seal by its events, the seals of each market by their chain. */
export async function verifyArchive(file: string): Promise<ArchiveReport> {
  const report: ArchiveReport = { seals: 0, events: 0, problem: null };
  const last = new Map<string, SealLine>();
  let seal: SealLine | null = null;
  let hashes: Buffer[] = [];
  const close = (): string | null => (seal ? sealProblem(seal, hashes, last) : null);
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()), crlfDelay: Infinity });
  for await (const line of lines) {
    const entry = JSON.parse(line) as { seal?: SealLine; event?: string };
    if (entry.seal) {
      report.problem = close();
      if (report.problem) return report;
      seal = entry.seal;
      hashes = [];
      report.seals += 1;
    } else if (entry.event !== undefined && seal) {
      const hash = createHash('sha256').update(entry.event).digest();
      const leaf = Buffer.from(seal.leaves, 'base64').subarray(hashes.length * 16, hashes.length * 16 + 16);
      const id = (JSON.parse(entry.event) as [number, number])[1];
      if (leaf.length < 16) return { ...report, problem: `event ${id} was added` };
      if (leaf.readBigInt64BE() !== BigInt(id))
        return { ...report, problem: `event ${leaf.readBigInt64BE()} is missing` };
      if (!leaf.subarray(8).equals(hash.subarray(0, 8))) return { ...report, problem: `event ${id} was edited` };
      hashes.push(hash);
      report.events += 1;
    }
  }
  report.problem = close();
  return report;
}

function sealProblem(seal: SealLine, hashes: Buffer[], last: Map<string, SealLine>): string | null {
  const leaves = Buffer.from(seal.leaves, 'base64');
  const before = last.get(seal.market);
  last.set(seal.market, seal);
  const name = `seal ${seal.seq} of ${seal.market}`;
  if (leaves.length !== hashes.length * 16) return `event ${leaves.readBigInt64BE(hashes.length * 16)} is missing`;
  if (before && (before.seq + 1 !== seal.seq || before.hash !== seal.previous))
    return `${name} does not follow the one before`;
  const made = createHash('sha256')
    .update(Buffer.from(seal.previous, 'hex'))
    .update(`${seal.market}/${seal.seq}`)
    .update(createHash('sha256').update(leaves).digest())
    .update(createHash('sha256').update(Buffer.concat(hashes)).digest())
    .digest('hex');
  return made === seal.hash ? null : `${name} is not the seal of its events`;
}

async function refuseUnfinished(client: Client, month: string): Promise<void> {
  const { rows } = await client.query<{ over: boolean; unsealed: boolean; dropped: boolean; there: boolean }>(
    `SELECT month_of(now()) > $1::date AS over,
       EXISTS (SELECT 1 FROM outrider_audit.unsealed WHERE month_of(recorded_at) = $1::date) AS unsealed,
       EXISTS (SELECT 1 FROM outrider_audit.archive WHERE month = $1::date AND dropped_at IS NOT NULL) AS dropped,
       to_regclass('outrider_history.event_' || to_char($1::date, 'YYYYMM')) IS NOT NULL AS there`,
    [`${month}-01`],
  );
  const [state] = rows;
  if (!state?.over) throw new ArchiveRefused(`${month} is not over.`);
  if (state.dropped) throw new ArchiveRefused(`${month} has gone to its archive already.`);
  if (!state.there) throw new ArchiveRefused(`There is no partition for ${month}.`);
  if (state.unsealed) throw new ArchiveRefused(`${month} has events that are not sealed yet: wait a minute.`);
}

async function* linesOf(client: Client, month: string, counted: { events: number }): AsyncGenerator<string> {
  const { rows: seals } = await client.query<{ market_id: string; seq: number }>(
    'SELECT market_id, seq FROM outrider_audit.seal WHERE month = $1 ORDER BY market_id, seq',
    [`${month}-01`],
  );
  for (const { market_id, seq } of seals) {
    const { rows } = await client.query<{ seal: SealLine }>(
      `SELECT jsonb_build_object('market', market_id, 'seq', seq, 'events', events,
         'leaves', replace(encode(leaves, 'base64'), E'\\n', ''), 'previous', encode(previous, 'hex'),
         'hash', encode(hash, 'hex')) AS seal
       FROM outrider_audit.seal WHERE market_id = $1 AND seq = $2`,
      [market_id, seq],
    );
    yield `${JSON.stringify({ seal: rows[0]?.seal })}\n`;
    const { rows: events } = await client.query<{ text: string }>(
      'SELECT text FROM sealed_events($1, $2) ORDER BY nr',
      [market_id, seq],
    );
    counted.events += events.length;
    yield events.map(({ text }) => `${JSON.stringify({ event: text })}\n`).join('');
  }
}

async function fileHash(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
