import * as http from '../../contracts/http';
import type { AnalyticsReads } from '../../db/read-models/analytics';
import type { EtaScoreReads, EtaSumsRow, RiskRow } from '../../db/read-models/eta-scores';
import { LEAD_BANDS_MIN, STAGES } from '../../domain/eta/model';
import type { EtaStore } from '../../domain/eta/ports';
import { scoreOfSums, type CalibratedScore } from '../../domain/eta/score';
import { ETA_DEFINITIONS } from '../../domain/eta/score-definitions';
import { ok, type Answer } from '../answer';
import { instant } from '../answers/common';
import { askedOf, framed } from '../asked-period';
import { csvOf } from '../csv';
import type { MarketBook } from '../market-book';
import type { Serve } from '../serve';
import { visibleMarket } from './ops-board';

export interface OpsEtaDependencies {
  book: MarketBook;
  etaScores: EtaScoreReads;
  etas: Pick<EtaStore, 'models'>;
  analytics: Pick<AnalyticsReads, 'coverage'>;
}

/** How true the times were that customers were told. */
export function serveOpsEta({ on }: Serve, { book, etas, etaScores, analytics }: OpsEtaDependencies): void {
  on(http.getEtaAnalytics, async ({ query, caller }) => {
    const asked = askedOf(await visibleMarket(book, caller, query.market_id), query);
    const { market, now, before } = asked;
    const [sums, sumsBefore, risks, models, coverage] = await Promise.all([
      etaScores.sums(now),
      etaScores.sums(before),
      etaScores.risks(now),
      etas.models(market.id),
      analytics.coverage(market.id),
    ]);
    const body: http.EtaAnalytics = {
      ...framed(asked, coverage),
      definitions: ETA_DEFINITIONS,
      all: scoreFields(scoreOfSums(sums)),
      all_before: scoreFields(scoreOfSums(sumsBefore)),
      rows: rowsOf(sums),
      promises: risks.map(promiseAnswer),
      models: models.map(({ version, orders, createdAt }) => ({ version, orders, created_at: instant(createdAt) })),
    };
    return query.format === 'csv' ? csvAnswer(body, query.table) : ok(body);
  });
}

/** By what was known: all of a stage, then its lead times. */
function rowsOf(sums: EtaSumsRow[]): http.EtaAnalytics['rows'] {
  return STAGES.flatMap((stage) => {
    const ofStage = sums.filter((row) => row.stage === stage);
    const bands = ofStage.map((row) => ({
      lead_min: { from: LEAD_BANDS_MIN[row.lead]!, to: LEAD_BANDS_MIN[row.lead + 1] ?? null },
      score: scoreFields(scoreOfSums([row])),
    }));
    return [{ lead_min: null, score: scoreFields(scoreOfSums(ofStage)) }, ...bands].flatMap(({ lead_min, score }) =>
      score ? [{ stage, lead_min, ...score }] : [],
    );
  });
}

const promiseAnswer = ({ risk, told, riskSum, late }: RiskRow): http.EtaAnalytics['promises'][number] => ({
  risk_from: risk / 10,
  risk_to: (risk + 1) / 10,
  count: told,
  mean_risk: rounded(riskSum / told),
  late_share: rounded(late / told),
});

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

const scoreFields = (score: CalibratedScore | null) =>
  score && {
    count: score.count,
    within_5_min: rounded(score.within5Min),
    coverage_10_90: rounded(score.coverage),
    before_low: rounded(score.beforeLow),
    before_median: rounded(score.beforeMedian),
    after_high: rounded(score.afterHigh),
    mean_abs_error_s: rounded(score.meanAbsErrorS),
    bias_s: rounded(score.biasS),
  };

const SCORE_COLUMNS = [
  ...(['count', 'within_5_min', 'coverage_10_90', 'before_low', 'before_median'] as const),
  ...(['after_high', 'mean_abs_error_s', 'bias_s'] as const),
] as const;
const PROMISE_COLUMNS = ['risk_from', 'risk_to', 'count', 'mean_risk', 'late_share'] as const;

function csvAnswer({ market_id, rows, promises }: http.EtaAnalytics, table: 'leads' | 'promises'): Answer {
  const text =
    table === 'promises'
      ? csvOf(
          PROMISE_COLUMNS,
          promises.map((row) => PROMISE_COLUMNS.map((column) => row[column])),
        )
      : csvOf(
          ['stage', 'lead_from_min', 'lead_to_min', ...SCORE_COLUMNS],
          rows.map((row) => [
            row.stage,
            row.lead_min?.from ?? null,
            row.lead_min?.to ?? null,
            ...SCORE_COLUMNS.map((column) => row[column]),
          ]),
        );
  return { status: 200, csv: { name: `eta-${table}-${market_id}.csv`, text } };
}
