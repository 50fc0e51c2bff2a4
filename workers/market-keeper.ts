import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { MARKET_OPERATIONS, marketOperationsId } from '../contracts/market-operations';
import { TaskQueue } from '../contracts/task-queues';
import type { Database } from '../db/client';
import { startPump } from './pump';

const LOOK_EVERY_MS = 3000;
/** Everything is started again this often, in case somebody has closed a market's operations. */
const FORGET_AFTER_MS = 60_000;

/** Sees to it that every market has its operations running: what heals all others must itself be healed. */
export function startMarketKeeper({ prisma }: Database, client: Client, log: Logger): { stop(): Promise<void> } {
  const known = new Map<string, number>();

  async function look(): Promise<void> {
    for (const { id: marketId } of await prisma.market.findMany({ select: { id: true } })) {
      if (Date.now() - (known.get(marketId) ?? 0) < FORGET_AFTER_MS) continue;
      await client.workflow.start(MARKET_OPERATIONS, {
        workflowId: marketOperationsId(marketId),
        taskQueue: TaskQueue.matching,
        workflowIdConflictPolicy: 'USE_EXISTING',
        args: [{ marketId }],
        staticSummary: `Operations of ${marketId}`,
      });
      known.set(marketId, Date.now());
    }
  }

  return startPump({
    round: async () => (await look(), 0),
    restMs: () => LOOK_EVERY_MS,
    onError: (err) => log.warn({ err }, 'markets could not be looked after'),
  });
}
