import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { RequestHandler } from 'express';
import { holderOf, type Caller } from './caller';
import { ApiProblem } from './problem';

export interface RateLimits {
  perMinute: number;
  anonymousPerMinute: number;
}

/** Per credential; per address for those who show none that is valid. Counted by each process on its own. */
export function createRateLimit({ perMinute, anonymousPerMinute }: RateLimits): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    limit: (_req, res) => (res.locals.caller ? perMinute : anonymousPerMinute),
    keyGenerator: (req, res) => {
      const caller = res.locals.caller as Caller | null;
      return caller ? holderOf(caller) : ipKeyGenerator(req.ip ?? '');
    },
    handler: (_req, _res, next) => next(new ApiProblem('rate_limited', 'See the RateLimit headers of this answer.')),
  });
}
