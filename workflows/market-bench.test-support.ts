import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import type { Activities } from '../activities';
import { projectRoot } from '../config';
import { quietRuntime } from '../test/support/quiet-runtime';

export type MarketActivities = Pick<Activities, 'runRound' | 'sweepMarket'>;

/** A server, a worker of the matching queue, and fake activities that a test may change at any time. */
export interface MarketBench {
  env: TestWorkflowEnvironment;
  activities: MarketActivities;
  start(type: string, options?: { signal?: boolean }): Promise<WorkflowHandle>;
  close(): Promise<void>;
}

export async function marketBench(environment: () => Promise<TestWorkflowEnvironment>): Promise<MarketBench> {
  quietRuntime();
  const env = await environment();
  const never = (): never => {
    throw new Error('this test has not said what happens here');
  };
  const activities: MarketActivities = { runRound: never, sweepMarket: never };
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue: 'matching',
    workflowBundle: { codePath: join(projectRoot, 'dist', 'workflow-bundle.js') },
    activities: {
      runRound: (input: { marketId: string }) => activities.runRound(input),
      sweepMarket: (input: { marketId: string }) => activities.sweepMarket(input),
    },
  });
  const running = worker.run();
  let started = 0;
  return {
    env,
    activities,
    start: (type) =>
      env.client.workflow.start(type, {
        workflowId: `market/test-${(started += 1)}`,
        taskQueue: 'matching',
        args: [{ marketId: 'harbour' }],
      }),
    async close() {
      worker.shutdown();
      await running;
      await env.teardown();
    },
  };
}
