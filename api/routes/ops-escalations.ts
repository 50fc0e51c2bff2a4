import * as http from '../../contracts/http';
import type { EscalationRecord, Escalations } from '../../db/escalations';
import type { Actor } from '../../domain/actor';
import { ok, type Answer } from '../answer';
import { escalationAnswer } from '../answers/ops';
import { seesMarket, type AdminCaller, type OpsCaller } from '../caller';
import { isIdKey, keyOf, pageOf } from '../cursor';
import { notFound } from '../problem';
import type { Record } from '../record';
import type { Serve } from '../serve';

export interface EscalationDependencies {
  escalations: Escalations;
  record: Record;
}

/** What people must look at, and what they answer. */
export function serveOpsEscalations({ on }: Serve, { escalations, record }: EscalationDependencies): void {
  async function visible(id: string, caller: OpsCaller | AdminCaller): Promise<EscalationRecord> {
    const found = await escalations.find(id);
    if (!found || !seesMarket(caller, found.marketId)) throw notFound('escalation');
    return found;
  }

  on(http.listEscalations, async ({ query: { limit, cursor, status, market_id }, caller }) => {
    if (market_id !== undefined && !seesMarket(caller, market_id)) throw notFound('market');
    const rows = await escalations.list({
      marketIds: market_id === undefined ? caller.markets : [market_id],
      status,
      limit: limit + 1,
      after: keyOf(cursor, isIdKey),
    });
    return ok(pageOf(rows, limit, ({ id }) => id, escalationAnswer));
  });

  async function answer(
    id: string,
    how: 'acknowledge' | 'resolve',
    outcome: string | null,
    caller: OpsCaller | AdminCaller,
    actor: Actor,
  ): Promise<Answer> {
    await visible(id, caller);
    await record(escalations.answer(id, how, outcome, actor));
    return ok(escalationAnswer(await visible(id, caller)));
  }

  on(http.acknowledgeEscalation, ({ params, caller, actor }) =>
    answer(params.escalation_id, 'acknowledge', null, caller, actor),
  );
  on(http.resolveEscalation, ({ params, body, caller, actor }) =>
    answer(params.escalation_id, 'resolve', body.outcome, caller, actor),
  );
}
