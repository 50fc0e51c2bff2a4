import type { Headers, WorkflowInterceptors } from '@temporalio/workflow';
import { TRACE_HEADER } from '../../contracts/trace-context';

/** What a workflow does this long after a message was not caused by it: a deadline passed. */
const SAME_STEP_MS = 10_000;

/**
 * Carries the trace of the last message on to the activities that it causes. Nothing is measured here: workflow code is
 * replayed, and spans of a replay would lie.
 */
export function interceptors(): WorkflowInterceptors {
  let last: { trace: Headers[string]; atMs: number } | null = null;

  const withTrace = <Input extends { headers: Headers }>(input: Input): Input =>
    last && Date.now() - last.atMs <= SAME_STEP_MS
      ? { ...input, headers: { ...input.headers, [TRACE_HEADER]: last.trace } }
      : input;

  return {
    inbound: [
      {
        handleSignal(input, next) {
          const trace = input.headers[TRACE_HEADER];
          last = trace ? { trace, atMs: Date.now() } : null;
          return next(input);
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) => next(withTrace(input)),
        scheduleLocalActivity: (input, next) => next(withTrace(input)),
      },
    ],
  };
}
