import { localTemporal } from '../support/temporal';
import { readRunbook } from './monitoring-files';

/** The filters that the runbook tells operators to paste into the Temporal Web UI. */
const filters = [...readRunbook().matchAll(/`((?:WorkflowType|ExecutionStatus) =[^`]+)`/g)].map(
  ([, filter]) => filter!,
);

test('Temporal understands every filter of the runbook', async () => {
  expect(filters.length).toBeGreaterThanOrEqual(7);
  const temporal = await localTemporal();
  try {
    for (const query of filters) {
      const { count } = await temporal.client.workflow.count(query);
      expect(count).toBe(0);
    }
  } finally {
    await temporal.close();
  }
});
