import { trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-node';

export interface TracingOptions {
  /** Base address of an OTLP/HTTP receiver; `/v1/traces` is added. Null: nothing is traced. */
  endpoint: string | null;
  /** Sent with every export: credentials of the receiver. */
  headers: Record<string, string>;
  /** Share of traces that are kept, 0 to 1. */
  sampleRatio: number;
}

export interface Tracing {
  /** Sends what is left; a receiver that is away costs at most the exporter's timeout. */
  stop(): Promise<void>;
}

/**
 * Sends the spans of this process to an OpenTelemetry collector. Code asks `@opentelemetry/api` for a tracer and need not
 * know whether anybody listens: without an endpoint all spans are empty ones that cost next to nothing.
 */
export function startTracing(service: 'api' | 'worker', { endpoint, headers, sampleRatio }: TracingOptions): Tracing {
  if (endpoint === null) return { stop: () => Promise.resolve() };
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces`, headers });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': `outrider-${service}`, 'service.namespace': 'outrider' }),
    // One decision for a whole trace: what the API keeps, the worker keeps.
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampleRatio) }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  return {
    async stop() {
      await provider.shutdown().catch(() => {});
    },
  };
}

/** The trace that is going on, for log lines: from a line to its trace and back. */
export function traceOfLog(): { trace_id?: string } {
  const context = trace.getActiveSpan()?.spanContext();
  return context ? { trace_id: context.traceId } : {};
}
