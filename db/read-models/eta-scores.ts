import type { EtaSums } from '../../domain/eta/score';
import type { Stage } from '../../domain/eta/model';
import { Prisma, type PrismaClient } from '../generated/client';
import type { Scope } from './analytics';

export interface EtaSumsRow extends EtaSums {
  stage: Stage;
  /** Number of the band of lead times. */
  lead: number;
}

export interface RiskRow {
  /** The tenth of risks that it is about. */
  risk: number;
  told: number;
  riskSum: number;
  late: number;
}

export type EtaScoreReads = ReturnType<typeof createEtaScoreReads>;

const SUMS = Prisma.raw(
  [
    ['told', 'told'],
    ['within', 'within'],
    ['before_low', 'beforeLow'],
    ['before_median', 'beforeMedian'],
    ['after_high', 'afterHigh'],
    ['abs_s', 'absS'],
    ['bias_s', 'biasS'],
  ]
    .map(([column, name]) => `sum(r.${column})::float8 AS "${name}"`)
    .join(', '),
);

const within = ({ marketId, from, to }: Scope): Prisma.Sql =>
  Prisma.sql`r.market_id = ${marketId} AND r.quarter >= ${from}::timestamptz AND r.quarter < ${to}::timestamptz`;

/** How true arrival times were, from rollups. */
export function createEtaScoreReads(prisma: PrismaClient) {
  return {
    sums: (scope: Scope): Promise<EtaSumsRow[]> =>
      prisma.$queryRaw<EtaSumsRow[]>(Prisma.sql`
        SELECT r.stage, r.lead, ${SUMS} FROM rollup_eta r WHERE ${within(scope)} GROUP BY r.stage, r.lead ORDER BY 1, 2`),

    risks: (scope: Scope): Promise<RiskRow[]> =>
      prisma.$queryRaw<RiskRow[]>(Prisma.sql`
        SELECT r.risk, sum(r.told)::float8 AS told, sum(r.risk_sum) AS "riskSum", sum(r.late)::float8 AS late
        FROM rollup_eta r WHERE ${within(scope)} GROUP BY r.risk ORDER BY r.risk`),
  };
}
