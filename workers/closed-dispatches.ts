import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { ENDED_STATUSES } from '../domain/lifecycle/statuses';
import type { ClosedDispatches } from '../domain/ports';
import { ORDER_DISPATCH } from '../contracts/order-dispatch';

/** Asks Temporal's visibility for orders whose workflow has closed before the order had ended. */
export function createClosedDispatches(client: Client): ClosedDispatches {
  return {
    async closedButOpen(marketId, limit) {
      const ended = ENDED_STATUSES.map((status) => `'${status}'`).join(', ');
      const query =
        `WorkflowType = '${ORDER_DISPATCH}' AND MarketId = '${marketId.replaceAll("'", '')}' ` +
        `AND ExecutionStatus != 'Running' AND ExecutionStatus != 'ContinuedAsNew' AND OrderStatus NOT IN (${ended})`;
      const closed: string[] = [];
      for await (const { workflowId } of client.workflow.list({ query, pageSize: 100 })) {
        if (await isClosed(client, workflowId)) closed.push(workflowId.slice('order/'.length));
        if (closed.length >= limit) break;
      }
      return [...new Set(closed)];
    },
  };
}

/** Visibility also lists earlier runs of workflows that go on: only the latest run tells. */
async function isClosed(client: Client, workflowId: string): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(workflowId).describe();
    return status.name !== 'RUNNING';
  } catch (error) {
    // Older than Temporal's retention.
    if (error instanceof WorkflowNotFoundError) return true;
    throw error;
  }
}
