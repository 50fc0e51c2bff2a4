import * as http from '../../contracts/http';
import type { EscalationAnswer, EscalationRecord, Escalations } from '../../db/escalations';
import type { Actor } from '../../domain/actor';
import { ok, type Answer } from '../answer';
import { escalationAnswer } from '../answers/escalations';
import { seesMarket, type AdminCaller, type OpsCaller } from '../caller';
import { isIdKey, keyOf, pageOf } from '../cursor';
import { invalid, notFound } from '../problem';
import type { Record } from '../record';
import type { Serve } from '../serve';
import { suggestionsFor, type SuggestionDependencies } from '../suggestions';

export interface EscalationDependencies extends SuggestionDependencies {
  escalations: Escalations;
  record: Record;
}

const SNOOZE_MAX_MS = 86_400_000;

/** What people must look at, and what they answer. */
export function serveOpsEscalations({ on }: Serve, dependencies: EscalationDependencies): void {
  const { escalations, record } = dependencies;
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
    const suggested = await suggestionsFor(rows, dependencies);
    return ok(
      pageOf(
        rows,
        limit,
        ({ id }) => id,
        (row) => escalationAnswer(row, suggested.get(row.id) ?? []),
      ),
    );
  });

  async function answer(
    id: string,
    said: EscalationAnswer,
    caller: OpsCaller | AdminCaller,
    actor: Actor,
  ): Promise<Answer> {
    await visible(id, caller);
    await record(escalations.answer(id, said, actor));
    const row = await visible(id, caller);
    const suggested = await suggestionsFor([row], dependencies);
    return ok(escalationAnswer(row, suggested.get(row.id) ?? []));
  }

  on(http.acknowledgeEscalation, ({ params, caller, actor }) =>
    answer(params.escalation_id, { answer: 'acknowledge' }, caller, actor),
  );
  on(http.snoozeEscalation, ({ params, body: { until, reason }, caller, actor }) => {
    refuseFarAway(until, SNOOZE_MAX_MS, '/until');
    return answer(
      params.escalation_id,
      { answer: 'snooze', until: new Date(until).toISOString(), reason },
      caller,
      actor,
    );
  });
  on(http.noteEscalation, ({ params, body, caller, actor }) =>
    answer(params.escalation_id, { answer: 'note', text: body.text }, caller, actor),
  );
  on(http.resolveEscalation, ({ params, body, caller, actor }) =>
    answer(params.escalation_id, { answer: 'resolve', outcome: body.outcome }, caller, actor),
  );
}

/** A moment that people put something off to: to come, and not so far that it is forgotten. */
export function refuseFarAway(until: string, maxMs: number, pointer: string): void {
  const leftMs = Date.parse(until) - Date.now();
  if (leftMs <= 0) throw invalid({ pointer, message: 'has passed' });
  if (leftMs > maxMs) throw invalid({ pointer, message: `is more than ${maxMs / 3_600_000} hours away` });
}
