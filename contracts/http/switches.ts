import { z } from 'zod';
import { endpoint } from './endpoint';
import { listOf } from './page';
import { Instant, MarketId, Reason, text } from './values';

export const SWITCHES = ['pause_intake', 'freeze_matching', 'manual_mode'] as const;
export const SwitchName = z.enum(SWITCHES).meta({
  id: 'SwitchName',
  description:
    'pause_intake: new orders are refused (503 `intake_paused`). freeze_matching: nobody is asked by the matcher. ' +
    'manual_mode: beside that, nothing is taken from a driver and no rung acts without people.',
});

/** A switch of a market, and what it holds up while it is on. */
export const MarketSwitch = z
  .strictObject({
    name: SwitchName,
    on: z.boolean(),
    reason: z.string().nullable(),
    set_by: z.string().nullable(),
    since: Instant.nullable(),
    holds_up: z.strictObject({
      orders: z.int().meta({ description: 'Open orders that wait because of it.' }),
      refused: z.int().meta({ description: 'Placements refused since it was thrown.' }),
    }),
  })
  .meta({ id: 'MarketSwitch' });
export type MarketSwitch = z.infer<typeof MarketSwitch>;

/** A zone for whose orders nobody is asked for a while. One that takes no orders is closed: zones.ts. */
export const ZonePause = z
  .strictObject({
    zone_id: z.string(),
    reason: z.string(),
    paused_by: z.string(),
    paused_at: Instant,
    until: Instant.meta({ description: 'Drivers are asked again by itself then.' }),
    holds_up: z.int().meta({ description: 'Open orders that wait because of it.' }),
  })
  .meta({ id: 'ZonePause' });
export type ZonePause = z.infer<typeof ZonePause>;

const MarketParams = z.strictObject({ market_id: MarketId });
const ZoneParams = MarketParams.extend({ zone_id: text(64) });

export const listSwitches = endpoint({
  method: 'get',
  path: '/v1/ops/markets/{market_id}/switches',
  tag: 'ops',
  summary: "A market's kill switches, off ones included.",
  access: 'ops.viewer',
  params: MarketParams,
  answers: { 200: listOf(MarketSwitch) },
  problems: [404],
});
export const throwSwitch = endpoint({
  method: 'post',
  path: '/v1/ops/markets/{market_id}/switches',
  tag: 'ops',
  summary: 'Throw a switch or take it back; what it held up goes on by itself.',
  access: 'ops.manager',
  params: MarketParams,
  body: z.strictObject({ name: SwitchName, on: z.boolean(), reason: Reason }).meta({ id: 'SwitchBody' }),
  answers: { 200: listOf(MarketSwitch) },
  problems: [404],
});
export const listZonePauses = endpoint({
  method: 'get',
  path: '/v1/ops/markets/{market_id}/paused_zones',
  tag: 'ops',
  summary: 'Zones whose orders nobody is asked for now.',
  access: 'ops.viewer',
  params: MarketParams,
  answers: { 200: listOf(ZonePause) },
  problems: [404],
});
export const pauseZone = endpoint({
  method: 'post',
  path: '/v1/ops/markets/{market_id}/zones/{zone_id}/pause',
  tag: 'ops',
  summary: 'Nobody is asked for its orders until then, a week ahead at most; orders with a driver go on.',
  access: 'ops.operator',
  params: ZoneParams,
  body: z.strictObject({ until: Instant, reason: Reason }).meta({ id: 'PauseZoneBody' }),
  answers: { 200: listOf(ZonePause) },
  problems: [404],
});
export const resumeZone = endpoint({
  method: 'post',
  path: '/v1/ops/markets/{market_id}/zones/{zone_id}/resume',
  tag: 'ops',
  summary: 'Its orders look for drivers again.',
  access: 'ops.operator',
  params: ZoneParams,
  body: z.strictObject({ reason: Reason }),
  answers: { 200: listOf(ZonePause) },
  problems: [404],
});
