import * as http from '../../contracts/http';
import { scoredOf } from '../../domain/eta/history';
import type { EtaStore } from '../../domain/eta/ports';
import { scoreOf, scoreTable, type EtaScore } from '../../domain/eta/score';
import { ok } from '../answer';
import { instant } from '../answers/common';
import type { MarketBook } from '../market-book';
import type { Serve } from '../serve';
import { visibleMarket } from './ops-board';

export interface OpsEtaDependencies {
  book: MarketBook;
  etas: Pick<EtaStore, 'scoredEtas' | 'models'>;
}

const DAY_MS = 86_400_000;
const SCORED_MAX = 50_000;

/** How true the times were that customers were told. */
export function serveOpsEta({ on }: Serve, { book, etas }: OpsEtaDependencies): void {
  on(http.getEtaAnalytics, async ({ query, caller }) => {
    const market = await visibleMarket(book, caller, query.market_id);
    const to = new Date(query.to ?? Date.now());
    const from = new Date(query.from ?? to.getTime() - DAY_MS);
    const [told, models] = await Promise.all([
      etas.scoredEtas(market.id, { from, to }, SCORED_MAX),
      etas.models(market.id),
    ]);
    const scored = scoredOf(told, market.clock);
    const all = scoreOf(scored);
    const answer: http.EtaAnalytics = {
      market_id: market.id,
      from: instant(from),
      to: instant(to),
      all: all && scoreFields(all),
      rows: scoreTable(scored).map(({ stage, lead, ...score }) => ({ stage, lead_min: lead, ...scoreFields(score) })),
      models: models.map(({ version, orders, createdAt }) => ({ version, orders, created_at: instant(createdAt) })),
    };
    return ok(answer);
  });
}

const scoreFields = ({ count, within5Min, coverage, meanAbsErrorS, biasS }: EtaScore) => ({
  count,
  within_5_min: within5Min,
  coverage_10_90: coverage,
  mean_abs_error_s: meanAbsErrorS,
  bias_s: biasS,
});
