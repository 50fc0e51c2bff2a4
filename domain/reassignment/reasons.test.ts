import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REASSIGNMENT_REASONS } from './reasons';

const folder = join(__dirname, '../../db/functions');
const sql = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
const known = new Set<string>(REASSIGNMENT_REASONS.map(({ code }) => code));

test('every reason that the database writes of itself is one of these', () => {
  const written = sql.flatMap((text) => [
    ...[...text.matchAll(/jsonb_build_object\('why', '([a-z_]+)'/g)].map(([, code]) => code),
    ...[...text.matchAll(/"why": "([a-z_]+)", "reason": "handed over"/g)].map(([, code]) => code),
  ]);
  expect(written.length).toBeGreaterThan(4);
  expect(written.filter((code) => !known.has(code ?? ''))).toEqual([]);
});

test('each has one row', () => {
  expect(known.size).toBe(REASSIGNMENT_REASONS.length);
});
