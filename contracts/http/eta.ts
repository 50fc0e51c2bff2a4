import { z } from 'zod';
import { endpoint } from './endpoint';
import { analyticsAnswer, AnalyticsQuery } from './analytics';
import { Instant, Location, text } from './values';

/** An arrival time as it was told last. `low` to `high` holds four of five arrivals. */
export const Eta = z
  .strictObject({
    low: Instant,
    median: Instant,
    high: Instant,
    pickup_at: Instant.nullable().meta({ description: 'When the goods are collected; null once they are.' }),
    promise: z.strictObject({
      promised_at: Instant,
      holds: z.enum(['yes', 'at_risk', 'no']),
      late_risk: z.number().min(0).max(1).meta({ description: 'Chance that the promise breaks.' }),
    }),
    given_at: Instant,
  })
  .meta({ id: 'Eta' });
export type Eta = z.infer<typeof Eta>;

const Share = z.number().min(0).max(1);
const Score = z.strictObject({
  count: z.int(),
  within_5_min: Share,
  coverage_10_90: Share,
  before_low: Share,
  before_median: Share,
  after_high: Share,
  mean_abs_error_s: z.number(),
  bias_s: z.number(),
});

export const EtaAnalytics = z
  .strictObject({
    ...analyticsAnswer,
    all: Score.nullable(),
    all_before: Score.nullable().meta({ description: 'Of the period before.' }),
    rows: z.array(
      Score.extend({
        stage: z.enum(['unassigned', 'assigned', 'carried']),
        lead_min: z
          .strictObject({ from: z.int(), to: z.int().nullable() })
          .nullable()
          .meta({ description: 'Minutes ahead; null: all of the stage.' }),
      }),
    ),
    promises: z
      .array(
        z.strictObject({
          risk_from: Share,
          risk_to: Share,
          count: z.int(),
          mean_risk: Share.meta({ description: 'What was told.' }),
          late_share: Share.meta({ description: 'What came true.' }),
        }),
      )
      .meta({ description: 'The told risk that a promise breaks against how many broke, by tenths.' }),
    models: z.array(z.strictObject({ version: z.int(), orders: z.int(), created_at: Instant })),
  })
  .meta({ id: 'EtaAnalytics' });
export type EtaAnalytics = z.infer<typeof EtaAnalytics>;

export const getEtaAnalytics = endpoint({
  method: 'get',
  path: '/v1/ops/analytics/eta',
  tag: 'ops',
  summary: 'How true the arrival times were that customers were told, by what was known and by lead time.',
  access: 'ops.viewer',
  query: AnalyticsQuery.safeExtend({
    table: z.enum(['leads', 'promises']).default('leads').meta({ description: 'Which one CSV has.' }),
  }),
  answers: { 200: EtaAnalytics },
  csv: true,
  problems: [404],
});

export const EstimateBody = z
  .strictObject({
    pickup: z.strictObject({
      location: Location,
      place_id: text(100)
        .optional()
        .meta({ description: 'As on orders: a kitchen that is known is told by its habits.' }),
      ready_at: Instant.optional(),
    }),
    dropoff: z.strictObject({ location: Location }),
  })
  .meta({ id: 'EstimateBody' });

/** What an order that were placed now could be promised. `low` to `high` holds four of five arrivals. */
export const DoorEstimate = z
  .strictObject({ low: Instant, median: Instant, high: Instant, pickup_at: Instant, promise: Instant })
  .meta({ id: 'DoorEstimate' });

export const estimateOrder = endpoint({
  method: 'post',
  path: '/v1/estimates',
  tag: 'orders',
  summary: 'When an order would be at the door if it were placed now; nothing is placed and nothing is kept.',
  access: 'merchant',
  body: EstimateBody,
  answers: { 200: DoorEstimate },
});
