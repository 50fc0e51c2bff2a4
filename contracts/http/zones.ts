import { z } from 'zod';
import { endpoint } from './endpoint';
import { listOf } from './page';
import { Instant, Id, Location, MarketId, Reason, text, Version } from './values';

const Position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

/** The ring's shape is judged by domain/zones/polygon.ts: closed, simple, of a sensible size. */
export const Polygon = z
  .strictObject({ type: z.literal('Polygon'), coordinates: z.array(z.array(Position).max(1_000)).min(1).max(10) })
  .meta({
    id: 'Polygon',
    description: 'GeoJSON: one closed ring of [longitude, latitude] that does not cross itself.',
  });

/** An operator's polygon by its UUID, or an H3 cell by its name. */
export const ZoneId = z.string().regex(/^[0-9a-f-]{15,36}$/, 'must be the ID of a zone or an H3 cell');

export const ZoneHealth = z
  .strictObject({
    score: z.int().min(0).max(100).nullable().meta({ description: 'Null: nothing to go by, which is not healthy.' }),
    band: z
      .int()
      .min(0)
      .max(4)
      .nullable()
      .meta({ description: '0 from 80 (healthy), 1 from 60, 2 from 40, 3 from 20, 4 below; lags a little behind.' }),
    supply: z.number().meta({ description: 'Orders that the drivers in and near could take now.' }),
    demand: z.number().meta({ description: 'Orders that wait, and those expected soon.' }),
    waiting: z.int().meta({ description: 'Orders without a driver.' }),
    oldest_wait_s: z.number().nullable().meta({ description: 'Of the waiting orders, in market seconds.' }),
    drivers_free: z.int().meta({ description: 'Drivers in the zone who could be asked now.' }),
    at: Instant.meta({ description: 'When it was worked out last.' }),
    since: Instant.meta({ description: 'Since when it has been in this band.' }),
  })
  .meta({ id: 'ZoneHealth' });
export type ZoneHealth = z.infer<typeof ZoneHealth>;

export const Zone = z
  .strictObject({
    id: Id,
    market_id: z.string(),
    name: z.string(),
    polygon: Polygon,
    area_m2: z.number(),
    centre: Location,
    closed: z.boolean(),
    closed_reason: z.string().nullable(),
    closed_at: Instant.nullable(),
    version: z.int(),
    health: ZoneHealth.nullable(),
    created_at: Instant,
    updated_at: Instant,
  })
  .meta({ id: 'Zone' });
export type Zone = z.infer<typeof Zone>;

const ZoneName = text(100);
const BasedOn = Version.optional().meta({ description: 'The version that you have seen: another one is a 409.' });

export const CreateZoneBody = z
  .strictObject({ market_id: MarketId, name: ZoneName, polygon: Polygon })
  .meta({ id: 'CreateZoneBody' });
export const ChangeZoneBody = z
  .strictObject({
    name: ZoneName.optional(),
    polygon: Polygon.optional(),
    based_on: BasedOn,
    reason: Reason.optional(),
  })
  .meta({ id: 'ChangeZoneBody' });
export const ZoneReasonBody = z.strictObject({ reason: Reason }).meta({ id: 'ZoneReasonBody' });

const ZoneParams = z.strictObject({ zone_id: Id });

export const listZones = endpoint({
  method: 'get',
  path: '/v1/ops/zones',
  tag: 'ops',
  summary: "A market's zones, by name. Places in none of them belong to the H3 cell around them.",
  access: 'ops.viewer',
  query: z.strictObject({ market_id: MarketId }),
  answers: { 200: listOf(Zone) },
  problems: [404],
});
export const getZone = endpoint({
  method: 'get',
  path: '/v1/ops/zones/{zone_id}',
  tag: 'ops',
  summary: 'One zone.',
  access: 'ops.viewer',
  params: ZoneParams,
  answers: { 200: Zone },
  problems: [404],
});
export const createZone = endpoint({
  method: 'post',
  path: '/v1/ops/zones',
  tag: 'ops',
  summary: 'Draw a zone. Orders placed from now on belong to it; of zones that overlap the smallest counts.',
  access: 'ops.manager',
  body: CreateZoneBody,
  answers: { 201: Zone },
  problems: [404, 409],
});
export const changeZone = endpoint({
  method: 'patch',
  path: '/v1/ops/zones/{zone_id}',
  tag: 'ops',
  summary: 'Rename or redraw a zone. Orders placed before keep theirs.',
  access: 'ops.manager',
  params: ZoneParams,
  body: ChangeZoneBody,
  answers: { 200: Zone },
  problems: [404, 409],
});
export const removeZone = endpoint({
  method: 'delete',
  path: '/v1/ops/zones/{zone_id}',
  tag: 'ops',
  summary: 'Take a zone away. Its orders and its history keep its name.',
  access: 'ops.manager',
  params: ZoneParams,
  answers: { 204: null },
  problems: [404],
});
export const closeZoneToOrders = endpoint({
  method: 'post',
  path: '/v1/ops/zones/{zone_id}/close',
  tag: 'ops',
  summary: 'No order is placed from or to it until it is opened: merchants get `zone_closed`. Open orders go on.',
  access: 'ops.operator',
  params: ZoneParams,
  body: ZoneReasonBody,
  answers: { 200: Zone },
  problems: [404],
});
export const openZoneToOrders = endpoint({
  method: 'post',
  path: '/v1/ops/zones/{zone_id}/open',
  tag: 'ops',
  summary: 'Orders are taken again.',
  access: 'ops.operator',
  params: ZoneParams,
  body: ZoneReasonBody,
  answers: { 200: Zone },
  problems: [404],
});
