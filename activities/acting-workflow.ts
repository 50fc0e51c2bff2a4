import { activityInfo } from '@temporalio/activity';
import type { Actor } from '../domain/actor';

/** The system, doing what a workflow asked for: with its ID and run, so that an event leads to it. */
export function actingWorkflow(id: string): Actor {
  try {
    const { workflowExecution } = activityInfo();
    return { type: 'system', id, workflowId: workflowExecution?.workflowId, runId: workflowExecution?.runId };
  } catch {
    // Called outside of an activity, as tests do.
    return { type: 'system', id };
  }
}
