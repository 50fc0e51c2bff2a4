import type { Client } from '@temporalio/client';

/**
 * All that Temporal knows of these workflows, as text: whole histories with their payloads decoded, search attributes,
 * memo, summaries and the current details.
 */
export async function everythingSaid(client: Client, workflowIds: string[]): Promise<string> {
  const texts = await Promise.all(
    workflowIds.map(async (workflowId) => {
      const handle = client.workflow.getHandle(workflowId);
      const [history, description] = await Promise.all([handle.fetchHistory(), handle.describe()]);
      const details = await handle.query('__temporal_workflow_metadata');
      return [textOf(history), textOf(description.raw), JSON.stringify(details)].join('\n');
    }),
  );
  return texts.join('\n');
}

/** JSON in which bytes are read as text: payloads are JSON in themselves. */
const textOf = (value: unknown): string => JSON.stringify(value, readable);

function readable(this: Record<string, unknown>, key: string, shown: unknown): unknown {
  const value = this[key]; // Before its own toJSON, which would show bytes as base64.
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  return typeof value === 'bigint' ? String(value) : shown;
}
