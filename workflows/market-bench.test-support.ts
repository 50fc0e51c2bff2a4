import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import type { Activities } from '../activities';
import { quietRuntime } from '../test/support/quiet-runtime';
import { skipped } from '../test/support/skipping-time';
import { workflowBundle } from '../test/support/workflow-bundle';

export type MarketActivities = Pick<
  Activities,
  | 'runRound'
  | 'sweepMarket'
  | 'keepEtas'
  | 'learnEtas'
  | 'anticipate'
  | 'keepZoneHealth'
  | 'keepRollups'
  | 'keepAudit'
  | 'deliverWebhooks'
>;

/** A server and a worker of the matching queue. */
export interface MarketBench {
  env: TestWorkflowEnvironment;
  /**
   * Starts a workflow of a market (or an endpoint) of its own, whose activities do this. It lives until the bench closes.
   */
  start(type: string, activities: Partial<MarketActivities>): Promise<WorkflowHandle>;
  /** So much time passes at once. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

export async function marketBench(environment: () => Promise<TestWorkflowEnvironment>): Promise<MarketBench> {
  quietRuntime();
  const env = await environment();
  const markets = new Map<string, Partial<MarketActivities>>();
  const activities: MarketActivities = {
    runRound: (input) => meant(markets.get(input.marketId)?.runRound)(input),
    sweepMarket: (input) => meant(markets.get(input.marketId)?.sweepMarket)(input),
    keepEtas: () => Promise.resolve({ told: 0, modelVersion: 0 }),
    learnEtas: () => Promise.resolve({ modelVersion: 0 }),
    anticipate: () => Promise.resolve({ days: 0, drivers: 0 }),
    keepAudit: () => Promise.resolve({ sealed: 0 }),
    deliverWebhooks: (input) => meant(markets.get(input.endpointId)?.deliverWebhooks)(input),
    keepZoneHealth: ({ marketId }) =>
      markets.get(marketId)?.keepZoneHealth?.({ marketId }) ?? Promise.resolve({ changed: 0 }),
    keepRollups: ({ marketId }) =>
      markets.get(marketId)?.keepRollups?.({ marketId }) ?? Promise.resolve({ quarters: 0, left: 0 }),
  };
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue: 'matching',
    workflowBundle,
    activities,
  });
  const running = worker.run();
  return {
    env,
    start(type, doing) {
      const marketId = `market-${markets.size + 1}`;
      markets.set(marketId, doing);
      const workflowId = `${type}/${marketId}`;
      return env.client.workflow.start(type, {
        workflowId,
        taskQueue: 'matching',
        args: [{ marketId, endpointId: marketId }],
      });
    },
    pass: (ms) => skipped(env.sleep(ms)),
    async close() {
      worker.shutdown();
      await running;
      await env.teardown();
    },
  };
}

function meant<Activity>(activity: Activity | undefined): Activity {
  if (!activity) throw new Error('this test has not said what happens here');
  return activity;
}
