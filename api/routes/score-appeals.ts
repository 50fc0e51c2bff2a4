import * as http from '../../contracts/http';
import type { AppealOutcome, AppealRecord, ScoreAppeals } from '../../db/score-appeals';
import { created, ok } from '../answer';
import { instant, instantOrNull, money } from '../answers/common';
import { isIdKey, keyOf, pageOf } from '../cursor';
import type { MarketBook } from '../market-book';
import { ApiProblem, notFound } from '../problem';
import type { Serve } from '../serve';
import { SCORE_DAYS } from './driver-record';
import { visibleMarket } from './ops-board';

export interface AppealDependencies {
  appeals: ScoreAppeals;
  book: MarketBook;
}

/** Drivers dispute what counts against them, and people decide. */
export function serveScoreAppeals({ on }: Serve, { appeals, book }: AppealDependencies): void {
  const idOf = ({ appeal }: AppealRecord): string => appeal.id;

  async function read(id: string): Promise<AppealRecord> {
    const found = await appeals.find(id);
    if (!found) throw notFound('appeal');
    return found;
  }

  on(http.createScoreAppeal, async ({ body, caller }) => {
    const outcome = await appeals.open(caller.id, body.offer_id, body.statement, SCORE_DAYS);
    const { currency } = await book.known(caller.marketId);
    const answer = appealAnswer(await read(idOfDone(outcome)), currency);
    return outcome.created ? created(answer) : ok(answer);
  });
  on(http.listScoreAppeals, async ({ query: { limit, cursor }, caller }) => {
    const { currency } = await book.known(caller.marketId);
    const rows = await appeals.ofDriver(caller.id, limit + 1, keyOf(cursor, isIdKey));
    return ok(pageOf(rows, limit, idOf, (row) => appealAnswer(row, currency)));
  });

  on(http.listOpsScoreAppeals, async ({ query: { market_id, status = null, limit, cursor }, caller }) => {
    const { currency } = await visibleMarket(book, caller, market_id);
    const rows = await appeals.ofMarket(market_id, status, limit + 1, keyOf(cursor, isIdKey));
    return ok(pageOf(rows, limit, idOf, (row) => opsAppealAnswer(row, currency)));
  });
  on(http.decideScoreAppeal, async ({ params, body: { granted, reason }, caller, actor }) => {
    const { appeal } = await read(params.appeal_id);
    const { currency } = await visibleMarket(book, caller, appeal.market_id);
    idOfDone(await appeals.decide(appeal.id, granted ? 'granted' : 'refused', reason, actor));
    return ok(opsAppealAnswer(await read(appeal.id), currency));
  });
}

const REFUSALS = {
  offer_not_found: 'There is no such offer.',
  not_found: 'There is no such appeal.',
  already_exists: 'You have disputed this offer already.',
  not_counted: 'This offer does not count against you, or not any more.',
  appeal_decided: 'It has been decided otherwise.',
};

function idOfDone({ code, appeal }: AppealOutcome): string {
  if (code === 'offer_not_found') throw notFound('offer');
  if (code) throw new ApiProblem(code, REFUSALS[code]);
  if (!appeal) throw new Error('an appeal was done without an appeal');
  return appeal.id;
}

const appealAnswer = ({ appeal, offer }: AppealRecord, currency: string): http.ScoreAppeal => ({
  id: appeal.id,
  offer: {
    id: appeal.offer_id,
    outcome: offer.status,
    reason: offer.reason,
    pay: money(offer.payMinor, currency),
    settled_at: instant(offer.settledAt),
  },
  statement: appeal.statement,
  status: appeal.status,
  decision: appeal.decision,
  created_at: instant(appeal.created_at),
  decided_at: instantOrNull(appeal.decided_at),
});

const opsAppealAnswer = (record: AppealRecord, currency: string): http.OpsScoreAppeal => ({
  ...appealAnswer(record, currency),
  driver: { id: record.appeal.driver_id, name: record.driverName },
  decided_by: record.appeal.decided_by?.id ?? null,
});
