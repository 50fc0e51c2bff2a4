import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Caller } from './caller';
import { matchedParams, matchedRoute } from './matched-route';
import type { Metrics } from './metrics/metrics';

/** Gives every request an ID, and accounts for it when it has been answered. */
export function requestContext(log: Logger, metrics: Pick<Metrics, 'observe'>): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now();
    const given = req.get('x-request-id');
    const requestId = given !== undefined && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
    res.locals.requestId = requestId;
    res.set('X-Request-Id', requestId);
    res.on('close', () => {
      const ms = performance.now() - startedAt;
      const route = matchedRoute(res);
      const params = matchedParams(res);
      const caller = res.locals.caller as Caller | null | undefined;
      metrics.observe({ method: req.method, route, status: res.statusCode }, ms / 1_000);
      log.debug(
        {
          request_id: requestId,
          method: req.method,
          route,
          status: res.statusCode,
          ms: Math.round(ms * 10) / 10,
          role: caller?.role,
          caller: caller?.id,
          ...(typeof params.order_id === 'string' && { order_id: params.order_id }),
        },
        'answered',
      );
    });
    next();
  };
}
