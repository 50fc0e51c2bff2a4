import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { Pool, type PoolConfig } from 'pg';

const tracer = trace.getTracer('outrider/sql');

type Query = (...args: unknown[]) => Promise<unknown>;

/**
 * A pool whose statements are spans of the trace that is going on. The text travels, since it holds `$1` where values
 * are; the values do not.
 */
export function createTracedPool(config: PoolConfig): Pool {
  const pool = new Pool(config);
  const query = pool.query.bind(pool) as Query;
  const traced: Query = (...args) => {
    // What nobody asked for (sweeps that find nothing, the relay's looks) would only be noise.
    if (!trace.getActiveSpan()?.isRecording()) return query(...args);
    const text = textOf(args[0]);
    const attributes = { 'db.system.name': 'postgresql', 'db.query.text': text.slice(0, 2_000) };
    return tracer.startActiveSpan(statementName(text), { kind: SpanKind.CLIENT, attributes }, async (span) => {
      try {
        return await query(...args);
      } catch (error) {
        const code = (error as { code?: string }).code ?? 'unknown';
        span.setStatus({ code: SpanStatusCode.ERROR, message: code }).setAttribute('db.response.status_code', code);
        throw error;
      } finally {
        span.end();
      }
    });
  };
  pool.query = traced as Pool['query'];
  return pool;
}

const textOf = (query: unknown): string =>
  typeof query === 'string' ? query : ((query as { text?: string }).text ?? 'unknown');

/** The least that tells one statement from another: its verb and the function or table that it is about. */
export function statementName(text: string): string {
  const words = text.replaceAll(/--.*$/gm, ' ').replaceAll('"', '').trim();
  const verb = /^\w+/.exec(words)?.[0]?.toUpperCase() ?? 'SQL';
  const called = /^select\s+(?:\*\s+from\s+|[\w.:]+\s+from\s+)?(?:public\.)?(\w+)\s*\(/i.exec(words)?.[1];
  const table = /\b(?:from|into|update)\s+(?:only\s+)?(?:public\.)?(\w+)/i.exec(words)?.[1];
  return [verb, called ?? table].filter(Boolean).join(' ');
}
