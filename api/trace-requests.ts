import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { RequestHandler } from 'express';
import { matchedParams, matchedRoute } from './matched-route';

const tracer = trace.getTracer('outrider/http');

/**
 * One span per request, from which messages, activities and statements hang. A caller's own trace is linked and not
 * continued: what is kept is ours to decide, whoever calls.
 */
export const traceRequests: RequestHandler = (req, res, next) => {
  const theirs = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, req.headers));
  const span = tracer.startSpan(
    req.method,
    { kind: SpanKind.SERVER, root: true, links: theirs ? [{ context: theirs }] : [] },
    ROOT_CONTEXT,
  );
  res.on('close', () => {
    const route = matchedRoute(res);
    span.updateName(`${req.method} ${route}`);
    span.setAttributes({
      'http.request.method': req.method,
      'http.route': route,
      'http.response.status_code': res.statusCode,
      'outrider.request_id': String(res.locals.requestId),
      ...idsOf(matchedParams(res)),
    });
    if (res.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  });
  context.with(trace.setSpan(ROOT_CONTEXT, span), next);
};

/** `order_id` and the like. A tracking link's token is a secret and stays out. */
const idsOf = (params: Record<string, string | string[]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params)
      .filter(([name, value]) => name.endsWith('_id') && typeof value === 'string')
      .map(([name, value]) => [`outrider.${name}`, value as string]),
  );
