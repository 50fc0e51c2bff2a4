import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { defaultPayloadConverter } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { TRACE_HEADER } from '../contracts/trace-context';

const tracer = trace.getTracer('outrider/activities');

/** Every activity as a span, under the message that caused it; one that a deadline caused begins a trace of its own. */
export const tracedActivities: ActivityInterceptorsFactory = ({ info }) => ({
  inbound: {
    execute(input, next) {
      const header = input.headers[TRACE_HEADER];
      const carrier = header ? { [TRACE_HEADER]: defaultPayloadConverter.fromPayload<string>(header) } : {};
      const attributes = {
        'temporal.workflow_id': info.workflowExecution?.workflowId,
        'temporal.run_id': info.workflowExecution?.runId,
        'temporal.attempt': info.attempt,
      };
      const parent = propagation.extract(ROOT_CONTEXT, carrier);
      return context.with(parent, () =>
        tracer.startActiveSpan(
          `activity ${info.activityType}`,
          { kind: SpanKind.CONSUMER, attributes },
          async (span) => {
            try {
              return await next(input);
            } catch (error) {
              span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'unknown' });
              throw error;
            } finally {
              span.end();
            }
          },
        ),
      );
    },
  },
});
