import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { freshDatabase, type TestDatabase } from '../test/support/database';
import { createDriver, createMarket, newOrder, placeOrder, type TestMarket } from '../test/support/market';
import { archiveMonth, ArchiveRefused, dropMonth, monthsToArchive, verifyArchive } from './audit-archive';
import { createAuditStore } from './audit-store';
import { verifyTrail } from './audit-trail';
import { createDatabase, type Database } from './client';
import { createTransitions, type Transitions } from './transitions';

/** What the trail proves when somebody with all rights has been at the tables. */

let fresh: TestDatabase;
let db: Database;
let transitions: Transitions;
let market: TestMarket;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = createDatabase({ url: fresh.url, poolSize: 6 });
  transitions = createTransitions(db.prisma);
});
beforeEach(async () => {
  market = await createMarket(db.prisma);
});
afterAll(async () => {
  await db.close();
  await fresh.close();
});

const sql = (text: string, ...values: unknown[]) => db.pool.query(text, values);
const seal = (max = 10_000) => createAuditStore(db.prisma).seal(market.id, max);
const verify = (expected?: { seq: number; hash: string }) => verifyTrail(fresh.url, market.id, expected);
const idsOf = async (): Promise<string[]> =>
  (await sql('SELECT id::text FROM event WHERE market_id = $1 ORDER BY id', market.id)).rows.map(
    ({ id }: { id: string }) => id,
  );

/** As only a superuser can, with every trigger off. */
async function force(statement: string, ...values: unknown[]): Promise<void> {
  const client = await db.pool.connect();
  try {
    await client.query('SET session_replication_role = replica');
    await client.query(statement, values);
  } finally {
    client.release(true);
  }
}

async function sealedTrail(): Promise<string[]> {
  for (let i = 0; i < 3; i += 1) await placeOrder(transitions, market);
  await seal();
  await placeOrder(transitions, market);
  await seal();
  return idsOf();
}

test('a trail that nobody has touched proves itself', async () => {
  const ids = await sealedTrail();
  await placeOrder(transitions, market);
  expect(await verify()).toMatchObject({ seals: 2, events: ids.length, unsealed: 1, tampering: null });
});

test('the database refuses to change, delete and empty, in partitions too, and seals likewise', async () => {
  await sealedTrail();
  const { rows } = await sql(
    "SELECT inhrelid::regclass::text AS part FROM pg_inherits WHERE inhparent = 'event'::regclass",
  );
  for (const { part } of rows as { part: string }[])
    await expect(sql(`TRUNCATE ${part}`)).rejects.toThrow('append-only');
  for (const statement of [
    "UPDATE event SET data = '{}'",
    'DELETE FROM event',
    'UPDATE outrider_audit.seal SET events = 0',
    'DELETE FROM outrider_audit.seal',
    'TRUNCATE outrider_audit.seal',
  ]) {
    await expect(sql(statement)).rejects.toThrow('append-only');
  }
});

describe('forced by a superuser, the first bad event is named', () => {
  const second = async (): Promise<string> => (await sealedTrail())[2]!;

  test('when it was edited', async () => {
    const id = await second();
    await force(`UPDATE event SET data = data || '{"reason": "another"}' WHERE id = $1`, id);
    expect((await verify()).tampering).toMatchObject({ eventId: id, problem: 'edited', seq: 1 });
  });

  test('when it was edited and hashed again', async () => {
    const id = await second();
    await force(`UPDATE event SET actor = '{"type": "ops", "id": "somebody"}' WHERE id = $1`, id);
    await force(`UPDATE event e SET hash = sha256(convert_to(canonical_event(e), 'UTF8')) WHERE id = $1`, id);
    expect((await verify()).tampering).toMatchObject({ eventId: id, problem: 'edited' });
  });

  test('when it was deleted', async () => {
    const id = await second();
    await force('DELETE FROM event WHERE id = $1', id);
    expect((await verify()).tampering).toMatchObject({ eventId: id, problem: 'missing' });
  });

  test('when two have changed places, the first of them', async () => {
    const ids = await sealedTrail();
    const [a, b] = [ids[1]!, ids[2]!];
    await force('UPDATE event SET id = -id WHERE id IN ($1, $2)', a, b);
    await force(
      'UPDATE event SET id = CASE id WHEN -$1::bigint THEN $2::bigint ELSE $1::bigint END WHERE id < 0',
      a,
      b,
    );
    expect((await verify()).tampering).toMatchObject({ eventId: a, problem: 'edited' });
  });

  test('when one was moved in time', async () => {
    const id = await second();
    await force(`UPDATE event SET recorded_at = recorded_at + interval '1 microsecond' WHERE id = $1`, id);
    expect((await verify()).tampering).toMatchObject({ eventId: id, problem: 'edited' });
  });

  test('when one was put in afterwards, with a hash of its own', async () => {
    const [id] = await sealedTrail();
    await force(
      `INSERT INTO event SELECT (e).* FROM (SELECT jsonb_populate_record(e, '{"id": 9000000, "number": 77}') AS e
       FROM event e WHERE id = $1) AS copy`,
      id,
    );
    await force(`UPDATE event e SET hash = sha256(convert_to(canonical_event(e), 'UTF8')) WHERE id = 9000000`);
    expect((await verify()).tampering).toMatchObject({ eventId: '9000000', problem: 'added', seq: null });
    await force('DELETE FROM event WHERE id = 9000000');
  });

  test('when the end was cut off before it was sealed', async () => {
    await sealedTrail();
    const { id: order } = await placeOrder(transitions, market);
    await force('DELETE FROM event WHERE order_id = $1', order);
    const id = (
      await sql('SELECT max(event_id)::text AS id FROM outrider_audit.unsealed WHERE market_id = $1', market.id)
    ).rows[0] as { id: string };
    expect((await verify()).tampering).toMatchObject({ eventId: id.id, problem: 'missing' });
    await force('DELETE FROM outrider_audit.unsealed WHERE event_id = $1', id.id);
    expect((await verify()).tampering).toMatchObject({ order: { id: order, number: 1 }, problem: 'missing' });
  });

  test('when the newest seal was cut off with its events', async () => {
    await sealedTrail();
    const { id: order } = await placeOrder(transitions, market);
    await seal();
    await force('DELETE FROM event WHERE order_id = $1', order);
    await force(
      'DELETE FROM outrider_audit.seal s WHERE market_id = $1 AND seq = (SELECT max(seq) FROM outrider_audit.seal WHERE market_id = $1)',
      market.id,
    );
    expect((await verify()).tampering).toMatchObject({ order: { id: order, number: 1 }, problem: 'missing' });
  });

  test('when what it said of a person was edited', async () => {
    const driverId = await createDriver(db.prisma, transitions, market.id);
    await seal();
    const { rows } = await sql(
      'SELECT event_id::text AS id FROM outrider_audit.personal WHERE subject_id = $1',
      driverId,
    );
    const { id } = rows[0] as { id: string };
    await sql(`UPDATE outrider_audit.personal SET body = '{"after": {"name": "Nobody"}}' WHERE event_id = $1`, id);
    expect((await verify()).tampering).toMatchObject({ eventId: id, problem: 'edited' });
  });
});

test('a seal that was taken out or made anew breaks the chain', async () => {
  await sealedTrail();
  await force('DELETE FROM outrider_audit.seal WHERE market_id = $1 AND seq = 1', market.id);
  expect((await verify()).tampering).toMatchObject({ seq: 1, problem: 'chain_broken' });
});

test('a chain made anew from end to end does not have the head that the workers logged', async () => {
  await sealedTrail();
  const { head } = await verify();
  await force('DELETE FROM outrider_audit.seal WHERE market_id = $1', market.id);
  await force(
    'INSERT INTO outrider_audit.unsealed SELECT market_id, id, recorded_at FROM event WHERE market_id = $1 ORDER BY id OFFSET 1',
    market.id,
  );
  const ids = await idsOf();
  await force('DELETE FROM event WHERE id = $1', ids[0]);
  await seal(3);
  await seal();
  expect((await verify()).tampering).toBeNull();
  expect((await verify(head!)).tampering).toMatchObject({ problem: 'not_the_expected_head' });
});

test('sealing waits for nobody: what commits late is in the next seal, and writers go on meanwhile', async () => {
  await placeOrder(transitions, market);
  const late = await db.pool.connect();
  try {
    await late.query('BEGIN');
    const early = newOrder(market);
    await late.query('SELECT place_order($1::jsonb, $2::jsonb)', [
      JSON.stringify(early),
      '{"type": "system", "id": "late"}',
    ]);
    await placeOrder(transitions, market);
    const before = (await verify()).unsealed;
    expect(await seal()).toBe(before);
    await late.query('COMMIT');
  } finally {
    late.release();
  }
  expect(await verify()).toMatchObject({ unsealed: 1, tampering: null });
  expect(await seal()).toBe(1);
  expect(await verify()).toMatchObject({ seals: 2, unsealed: 0, tampering: null });
});

test('many seal and write at once, and every event is under exactly one seal', async () => {
  const work = Array.from({ length: 12 }, async (_, n) => {
    await placeOrder(transitions, market);
    if (n % 3 === 0) await seal(5);
  });
  await Promise.all(work);
  while ((await seal(5)) > 0);
  const { events, tampering } = await verify();
  expect([events, tampering]).toEqual([(await idsOf()).length, null]);
});

describe('a month that is over', () => {
  const dir = mkdtempSync(join(tmpdir(), 'outrider-archive-'));

  async function past(month: string): Promise<void> {
    await sql('SELECT add_event_month($1::date)', `${month}-01`);
    for (let day = 1; day <= 3; day += 1) {
      await sql(
        `INSERT INTO event (recorded_at, market_id, type, actor, data, occurred_at)
         VALUES ($2, $1, 'key.added', '{"type": "admin", "id": "root"}', '{}', $2)`,
        market.id,
        `${month}-0${day}T12:00:00Z`,
      );
    }
    while ((await seal()) > 0);
  }

  test('goes to a file that proves itself, leaves the database, and the trail still proves itself', async () => {
    await past('2024-05');
    await placeOrder(transitions, market);
    await seal();
    expect(await monthsToArchive(fresh.url, 6)).toContain('2024-05');
    const { file, events } = await archiveMonth(fresh.url, '2024-05', dir);
    expect(events).toBe(3);
    expect(await verifyArchive(file)).toMatchObject({ events: 3, problem: null });
    await dropMonth(fresh.url, '2024-05', file);
    expect((await sql("SELECT 1 FROM event WHERE recorded_at < '2024-06-01'")).rowCount).toBe(0);
    expect(await verify()).toMatchObject({ archivedSeals: 1, tampering: null });
    await expect(archiveMonth(fresh.url, '2024-05', dir)).rejects.toThrow('has gone to its archive already');
  });

  test.each([
    ['edited', '2024-06', (text: string) => text.replace('key.added', 'key.moved'), /event \d+ was edited/],
    [
      'shortened',
      '2024-07',
      (text: string) => text.trimEnd().split('\n').slice(0, -1).join('\n'),
      /event \d+ is missing/,
    ],
    ['lengthened', '2024-08', (text: string) => text + text.trimEnd().split('\n').at(-1)!, /event \d+ was added/],
  ])('a file that was %s says which event', async (how, month, change, problem) => {
    await past(month);
    const { file } = await archiveMonth(fresh.url, month, dir);
    const forged = join(dir, `${how}.ndjson.gz`);
    writeFileSync(forged, gzipSync(change(gunzipSync(readFileSync(file)).toString())));
    expect((await verifyArchive(forged)).problem).toMatch(problem);
    await expect(dropMonth(fresh.url, month, forged)).rejects.toThrow(ArchiveRefused);
    expect(existsSync(file)).toBe(true);
  });

  test('the running month does not go', async () => {
    const now = new Date().toISOString().slice(0, 7);
    await expect(archiveMonth(fresh.url, now, dir)).rejects.toThrow('is not over');
  });
});

test('partitions of the coming months are made before they are needed, and nobody who writes gives way to them', async () => {
  const store = createAuditStore(db.prisma);
  const months = async (): Promise<number> => {
    const { rows } = await sql("SELECT count(*)::int AS n FROM pg_inherits WHERE inhparent = 'event'::regclass");
    return (rows[0] as { n: number }).n;
  };
  const before = await months();
  const writer = await db.pool.connect();
  try {
    await writer.query('BEGIN');
    await writer.query('SELECT place_order($1::jsonb, $2::jsonb)', [
      JSON.stringify(newOrder(market)),
      '{"type": "system", "id": "w"}',
    ]);
    await store.keep(3);
    expect(await months()).toBe(before);
    await writer.query('COMMIT');
  } finally {
    writer.release();
  }
  await store.keep(3);
  expect(await months()).toBeGreaterThanOrEqual(before + 2);
});
