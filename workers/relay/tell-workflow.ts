import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Logger } from 'pino';

type ReusePolicy = 'REJECT_DUPLICATE' | 'ALLOW_DUPLICATE';

export interface Told {
  /** Signals, and starts the workflow if need be: a message may overtake the start. */
  tell: (workflowIdReusePolicy: ReusePolicy) => Promise<unknown>;
  hasEnded: () => Promise<boolean>;
  /** What is logged when a workflow has to be resumed. */
  incident: Record<string, string>;
}

/**
 * Delivers one message of an order or a shift. A workflow that has closed is done if what it carries has ended; else
 * (somebody closed it by hand) it goes on in a new run.
 */
export async function tellWorkflow({ tell, hasEnded, incident }: Told, log: Logger): Promise<void> {
  try {
    await tell('REJECT_DUPLICATE');
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    if (await hasEnded()) return;
    log.error(incident, 'a workflow has closed before its end; a new run resumes it');
    await tell('ALLOW_DUPLICATE');
  }
}
