import { Client } from 'pg';
import { freshDatabase } from './database';
import { localTemporal, timeSkippingEnvironment } from './temporal';

test('every test file gets a migrated database of its own', async () => {
  const [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
  const client = new Client({ connectionString: one.url });
  await client.connect();
  const { rowCount } = await client.query('SELECT 1 FROM _prisma_migrations');
  await client.end();
  expect(rowCount).toBeGreaterThan(0);
  expect(one.url).not.toBe(other.url);
  await Promise.all([one.close(), other.close()]);
});

test('a namespace of the real server knows our search attributes', async () => {
  const temporal = await localTemporal();
  await expect(temporal.client.workflow.count("OrderStatus = 'assigned' AND EscalationRung > 1")).resolves.toEqual(
    expect.objectContaining({ count: 0 }),
  );
  await temporal.close();
});

test('the time-skipping server knows our search attributes', async () => {
  const environment = await timeSkippingEnvironment();
  const started = environment.client.workflow.start('anything', {
    workflowId: 'order/1',
    taskQueue: 'nobody-polls',
    searchAttributes: { OrderStatus: ['assigned'], EscalationRung: [1] },
  });
  await expect(started).resolves.toBeDefined();
  await environment.teardown();
});
