import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';

const tracer = trace.getTracer('outrider/temporal');

/** Sends the trace that is going on along with every message to a workflow, in the header of that name. */
export function tracedMessages(header: string): WorkflowClientInterceptor {
  return {
    signalWithStart: (input, next) =>
      tracer.startActiveSpan(
        `tell ${input.workflowType}`,
        { kind: SpanKind.PRODUCER, attributes: { 'temporal.workflow_id': input.options.workflowId } },
        async (span) => {
          try {
            return await next({ ...input, headers: { ...input.headers, ...carried(header) } });
          } catch (error) {
            span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'unknown' });
            throw error;
          } finally {
            span.end();
          }
        },
      ),
  };
}

function carried(header: string): Record<string, Payload> {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  const value = carrier[header];
  return value === undefined ? {} : { [header]: defaultPayloadConverter.toPayload(value) };
}
