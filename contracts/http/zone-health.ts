import { z } from 'zod';
import { endpoint } from './endpoint';
import { Instant, MarketId } from './values';
import { ZoneHealth, ZoneId } from './zones';

export const ZoneHealthHistory = z
  .strictObject({
    zone_id: ZoneId,
    market_id: z.string(),
    name: z.string().nullable().meta({ description: 'Null for an H3 cell.' }),
    from: Instant,
    to: Instant,
    now: ZoneHealth.nullable(),
    points: z
      .array(
        z.strictObject({
          at: Instant,
          score: z.int().nullable(),
          band: z.int().nullable(),
          supply: z.number(),
          demand: z.number(),
          waiting: z.int(),
          drivers_free: z.int(),
        }),
      )
      .meta({ description: 'Each holds until the next.' }),
    formula: z.string(),
  })
  .meta({ id: 'ZoneHealthHistory' });
export type ZoneHealthHistory = z.infer<typeof ZoneHealthHistory>;

export const getZoneHealth = endpoint({
  method: 'get',
  path: '/v1/ops/zones/{zone_id}/health',
  tag: 'ops',
  summary: 'Supply against demand of a zone or an H3 cell, from 0 to 100, over time.',
  access: 'ops.viewer',
  params: z.strictObject({ zone_id: ZoneId }),
  query: z.strictObject({ market_id: MarketId, from: Instant.optional(), to: Instant.optional() }),
  answers: { 200: ZoneHealthHistory },
  problems: [404],
});
