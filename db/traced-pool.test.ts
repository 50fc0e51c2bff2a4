import { statementName } from './traced-pool';

test.each([
  ['SELECT * FROM settle_offer($1, $2)', 'SELECT settle_offer'],
  ['SELECT settle_offer($1::uuid) AS value', 'SELECT settle_offer'],
  ['SELECT id, topic FROM claim_outbox($1::int, $2::float8)', 'SELECT claim_outbox'],
  ['\n  UPDATE orders SET workflow_started_at = clock_timestamp()', 'UPDATE orders'],
  ['DELETE FROM outbox WHERE id = ANY ($1)', 'DELETE outbox'],
  ['SELECT "public"."market"."id" FROM "public"."market" WHERE 1=1', 'SELECT market'],
  ['-- why\nINSERT INTO event (id) VALUES ($1)', 'INSERT event'],
  ['BEGIN', 'BEGIN'],
])('%j is called %s in a trace', (text, name) => {
  expect(statementName(text)).toBe(name);
});
