import { freshDatabase, type TestDatabase } from '../test/support/database';
import { eventually } from '../test/support/eventually';
import { loneClient } from './lone-client';

let fresh: TestDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());

test('a connection that the database ends while it is idle fails its next statement, not the process', async () => {
  const [idle, other] = [1, 2].map(() => loneClient({ connectionString: fresh.url }));
  await Promise.all([idle!.connect(), other!.connect()]);
  const { rows } = await idle!.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const heard = new Promise((resolve) => idle!.once('error', resolve));
  await other!.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid]);
  expect(String(await heard)).toMatch(/terminat/);
  await eventually(() => expect(idle!.query('SELECT 1')).rejects.toThrow('not queryable'));
  await Promise.all([idle!.end().catch(() => {}), other!.end()]);
});
