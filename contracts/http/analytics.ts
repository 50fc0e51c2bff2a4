import { z } from 'zod';
import { endpoint } from './endpoint';
import { Id, Instant, Location, MarketId } from './values';
import { Polygon, ZoneId } from './zones';

/** A figure over the period and over the one before it, which is as long. Null: nothing to divide by, or nothing known. */
export const Figure = z
  .strictObject({ value: z.number().nullable(), previous: z.number().nullable() })
  .meta({ id: 'Figure' });

export const FigureDefinition = z
  .strictObject({
    title: z.string(),
    unit: z.enum(['count', 'share', 'seconds', 'stars', 'per_hour']),
    text: z.string().meta({ description: 'What it counts, when, and what not. Seconds are market time.' }),
  })
  .meta({ id: 'FigureDefinition' });

const Figures = z.record(z.string(), Figure).meta({ description: 'By key; `definitions` has the same keys.' });
const Values = z.record(z.string(), z.number().nullable());

/** What all analytics say beside their figures. */
export const analyticsAnswer = {
  market_id: z.string(),
  time_zone: z.string(),
  from: Instant.meta({ description: 'Whole quarters of an hour of the market: what was asked for, rounded outwards.' }),
  to: Instant,
  previous: z.strictObject({ from: Instant, to: Instant }),
  fresh_at: Instant.nullable().meta({ description: 'When the figures were brought up to date last.' }),
  figures_since: Instant.nullable().meta({
    description:
      "Where the market's figures begin; null: it has none yet. What was before is null, not zero, also in `previous`.",
  }),
  definitions: z.record(z.string(), FigureDefinition),
};
const Counted = z.strictObject({ key: z.string(), count: z.int(), previous: z.int() });
const HistogramBar = z.strictObject({
  from_s: z.number(),
  to_s: z.number().nullable(),
  count: z.int(),
  previous: z.int().nullable().meta({ description: 'In the period before; null: nothing is known of it.' }),
});

const BucketStart = {
  at: Instant.meta({ description: 'Where the bucket begins, or the period if that is later.' }),
  local: z.string().meta({ description: "The same by the market's clock, in its zone." }),
  values: Values,
};
/** One bucket of a series, and the stretch exactly one period earlier: both series add up to their figures. */
const SeriesBucket = z.strictObject({
  ...BucketStart,
  previous: z.strictObject(BucketStart).meta({ description: 'The same stretch, one length of the period earlier.' }),
});

export const OperationsAnalytics = z
  .strictObject({
    ...analyticsAnswer,
    zone_id: z.string().nullable(),
    bucket: z.enum(['quarter', 'hour', 'day']),
    figures: Figures,
    series: z.array(SeriesBucket).meta({
      description: 'Every bucket from where the figures begin to now, also those in which nothing happened.',
    }),
    time_to_assign: z.array(HistogramBar),
    lateness: z.array(HistogramBar).meta({ description: 'Of late orders.' }),
    reassigned_by: z.array(Counted).meta({ description: 'Why assignments ended early.' }),
    reassigned_ended: z.array(Counted).meta({ description: 'How orders ended that had changed hands, by status.' }),
    escalations_by: z.array(Counted).meta({ description: 'By cause, the most frequent first.' }),
    stars: z.array(Counted).meta({ description: 'Ratings from 1 to 5.' }),
  })
  .meta({ id: 'OperationsAnalytics' });
export type OperationsAnalytics = z.infer<typeof OperationsAnalytics>;

export const ZonesAnalytics = z
  .strictObject({
    ...analyticsAnswer,
    zones: z
      .array(
        z.strictObject({
          zone_id: z.string(),
          name: z.string().nullable().meta({ description: 'Null for an H3 cell, and for a zone that is gone.' }),
          figures: Figures,
        }),
      )
      .meta({ description: 'The most orders first.' }),
    hours: z
      .array(
        z.strictObject({
          zone_id: z.string(),
          hour: z.int().min(0).max(23).meta({ description: "Of the market's day." }),
          values: Values,
        }),
      )
      .meta({ description: 'Zones by hour of the day: what a heat map of hours is drawn from.' }),
    cells: z
      .array(
        z.strictObject({
          cell: z.string(),
          outline: Polygon,
          centre: Location,
          placed: z.int().meta({ description: 'Demand: orders placed there.' }),
          unassigned_share: z.number().nullable(),
          online_h: z.number().meta({ description: 'Supply: hours of drivers on shift there.' }),
          orders_per_hour: z
            .number()
            .nullable()
            .meta({ description: 'Orders placed per hour of drivers on shift there.' }),
        }),
      )
      .meta({ description: 'Supply against demand by H3 cell.' }),
  })
  .meta({ id: 'ZonesAnalytics' });
export type ZonesAnalytics = z.infer<typeof ZonesAnalytics>;

export const DriversAnalytics = z
  .strictObject({
    ...analyticsAnswer,
    figures: Figures,
    drivers: z
      .array(z.strictObject({ driver: z.strictObject({ id: Id, name: z.string() }), figures: Figures }))
      .meta({ description: 'The longest on shift first, 500 at most.' }),
    hours: z.array(
      z.strictObject({
        hour: z.int().min(0).max(23),
        values: Values,
        previous: Values.meta({ description: 'The same quarters, one length of the period earlier.' }),
      }),
    ),
  })
  .meta({ id: 'DriversAnalytics' });
export type DriversAnalytics = z.infer<typeof DriversAnalytics>;

export const AnalyticsQuery = z
  .strictObject({
    market_id: MarketId,
    from: Instant.optional().meta({ description: "Default: midnight by the market's clock." }),
    to: Instant.optional().meta({ description: 'Default: now.' }),
    format: z.enum(['json', 'csv']).default('json'),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
    path: ['to'],
    message: 'must be after from',
  });

export const getOperationsAnalytics = endpoint({
  method: 'get',
  path: '/v1/ops/analytics/operations',
  tag: 'ops',
  summary:
    'How a market or a zone did: orders, offers, times, reassignments, escalations, ratings. CSV has the series.',
  access: 'ops.viewer',
  query: AnalyticsQuery.safeExtend({
    zone_id: ZoneId.optional(),
    bucket: z
      .enum(['quarter', 'hour', 'day'])
      .optional()
      .meta({ description: 'Default: by the length of the period.' }),
  }),
  answers: { 200: OperationsAnalytics },
  csv: true,
  problems: [404],
});
export const getZonesAnalytics = endpoint({
  method: 'get',
  path: '/v1/ops/analytics/zones',
  tag: 'ops',
  summary: 'Zones beside each other, by hour of the day, and supply against demand by H3 cell.',
  access: 'ops.viewer',
  query: AnalyticsQuery.safeExtend({
    table: z.enum(['zones', 'hours', 'cells']).default('zones').meta({ description: 'Which one CSV has.' }),
  }),
  answers: { 200: ZonesAnalytics },
  csv: true,
  problems: [404],
});
export const getDriversAnalytics = endpoint({
  method: 'get',
  path: '/v1/ops/analytics/drivers',
  tag: 'ops',
  summary: 'How drivers were used, one by one and by hour of the day.',
  access: 'ops.viewer',
  query: AnalyticsQuery.safeExtend({
    table: z.enum(['drivers', 'hours']).default('drivers').meta({ description: 'Which one CSV has.' }),
  }),
  answers: { 200: DriversAnalytics },
  csv: true,
  problems: [404],
});
