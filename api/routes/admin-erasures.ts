import * as http from '../../contracts/http';
import type { Erasures } from '../../db/erasures';
import { ok } from '../answer';
import { ApiProblem, notFound } from '../problem';
import type { Serve } from '../serve';

/** Erasing people. What happened stays, with nobody in it. */
export function serveAdminErasures({ on }: Serve, { erasures }: { erasures: Erasures }): void {
  on(http.erasePerson, async ({ body, actor }) => {
    const { reason } = body;
    if (body.who === 'customer' && 'phone' in body) {
      return ok({ erased: await erasures.customerByPhone(body.market_id, body.phone, reason, actor) });
    }
    const { done, code } =
      body.who === 'driver'
        ? await erasures.driver(body.driver_id, reason, actor)
        : await erasures.customer(body.order_id, reason, actor);
    if (done) return ok({ erased: 1 });
    if (code === 'order_open')
      throw new ApiProblem('illegal_transition', 'The order is still under way: erase its customer when it has ended.');
    if (code === 'driver_at_work')
      throw new ApiProblem('illegal_transition', 'The driver is at work: let him go off first.');
    throw notFound(body.who === 'driver' ? 'driver' : 'order');
  });
}
