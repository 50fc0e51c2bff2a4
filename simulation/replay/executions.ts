import { Client, Connection } from '@temporalio/client';
import type { Config } from '../../config';
import { groupBy } from './group-by';

/** The workflows of one order, as Temporal knows them. */
export interface OrderExecutions {
  orderId: string;
  running: number;
  completed: number;
  /** Failed, terminated, timed out or cancelled: somebody would be paged. */
  broken: number;
  /** Status that the completed workflow returned. */
  endedAs: string | null;
}

const ORDER_PREFIX = 'order/';
const RESULTS_AT_ONCE = 20;

/** Reads what Temporal holds about a market's orders. */
export async function readExecutions({ temporal }: Config, marketId: string): Promise<OrderExecutions[]> {
  const connection = await Connection.connect(temporal.connection);
  try {
    const client = new Client({ connection, namespace: temporal.namespace });
    const query = `WorkflowType = 'orderDispatch' AND MarketId = '${marketId}'`;
    const runs: Run[] = [];
    for await (const { workflowId, status } of client.workflow.list({ query })) {
      runs.push({ orderId: workflowId.slice(ORDER_PREFIX.length), status: status.name });
    }
    const orders = [...groupBy(runs, ({ orderId }) => orderId)].map(([orderId, own]) => summarise(orderId, own));
    await readEnds(client, orders);
    return orders;
  } finally {
    await connection.close();
  }
}

interface Run {
  orderId: string;
  status: string;
}

function summarise(orderId: string, runs: Run[]): OrderExecutions {
  // A run that continued as new is no execution of its own: the chain counts once, as its last run.
  const ends = runs.filter(({ status }) => status !== 'CONTINUED_AS_NEW');
  const count = (status: string): number => ends.filter((run) => run.status === status).length;
  const running = count('RUNNING');
  const completed = count('COMPLETED');
  return { orderId, running, completed, broken: ends.length - running - completed, endedAs: null };
}

async function readEnds(client: Client, orders: OrderExecutions[]): Promise<void> {
  const waiting = orders.filter(({ running, completed }) => running === 0 && completed > 0);
  const readNext = async (): Promise<void> => {
    for (let order = waiting.pop(); order; order = waiting.pop()) {
      const handle = client.workflow.getHandle(`${ORDER_PREFIX}${order.orderId}`);
      const end = (await handle.result()) as { status: string };
      order.endedAs = end.status;
    }
  };
  await Promise.all(Array.from({ length: RESULTS_AT_ONCE }, readNext));
}
