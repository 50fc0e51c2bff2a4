import { z } from 'zod';
import type { OfferStrategy } from '../../domain/policy/offering';
import { CHANNELS, ChannelName, MomentName, MOMENTS } from './notify';
import { DeclineReasonName, Id, Language, OnFailureName } from './values';

/** A market's numbers: domain/policy/policy.ts in snake_case. `_s` market seconds, `_m` metres, `_minor` minor units. */

const seconds = z.number().min(0).max(604_800);
const positiveSeconds = z.number().positive().max(604_800);
const minor = z.int().min(0).max(1_000_000);

export const OFFER_STRATEGIES = ['exclusive', 'wave', 'broadcast'] as const satisfies readonly OfferStrategy[];
const Strategy = z.enum(OFFER_STRATEGIES);
const OfferPolicy = z.strictObject({
  strategy: Strategy,
  later: z.array(z.strictObject({ after_s: seconds, strategy: Strategy })).max(10),
  wave_size: z.int().min(2).max(50),
  broadcast_size_max: z.int().min(2).max(1_000),
  wave_raise_minor: minor,
  wave_raise_max_minor: minor,
  no_fault_reasons: z.array(DeclineReasonName).max(20),
  lifetime_s: positiveSeconds,
  reservation_s: positiveSeconds,
});
const PoolPolicy = z.strictObject({
  batch_window_s: seconds,
  radii: z
    .array(z.strictObject({ after_s: seconds, radius_m: z.number().positive().nullable() }))
    .min(1)
    .max(20),
  offers_max: z.int().min(1).max(1_000),
});
const DeadlinePolicy = z.strictObject({
  unassigned_s: positiveSeconds,
  pickup_arrival_s: positiveSeconds,
  pickup_wait_s: positiveSeconds,
  dropoff_arrival_s: positiveSeconds,
  handover_s: positiveSeconds,
  return_s: positiveSeconds,
  give_up_s: positiveSeconds,
});
const RungCondition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unassigned'), after_s: seconds.nullable() }),
  z.strictObject({ kind: z.literal('late'), by_s: seconds }),
  z.strictObject({ kind: z.literal('refusals'), count: z.int().min(1).nullable() }),
  z.strictObject({ kind: z.literal('stage') }),
  z.strictObject({ kind: z.literal('driver_lost'), after_s: seconds }),
  z.strictObject({ kind: z.literal('rescue_failed'), count: z.int().min(1) }),
  z.strictObject({ kind: z.literal('moves_exhausted') }),
]);
const RungAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('widen') }),
  z.strictObject({ kind: z.literal('raise_pay'), minor }),
  z.strictObject({ kind: z.literal('strategy'), strategy: Strategy }),
  z.strictObject({ kind: z.literal('ask_on_break') }),
  z.strictObject({ kind: z.literal('new_promise'), in_s: positiveSeconds }),
  z.strictObject({ kind: z.literal('escalate') }),
  z.strictObject({ kind: z.literal('page') }),
  z.strictObject({ kind: z.literal('partner'), driver_id: Id }),
  z.strictObject({ kind: z.literal('refund_and_cancel') }),
]);
const LadderPolicy = z.strictObject({
  rungs: z
    .array(
      z.strictObject({
        when: z.array(RungCondition).max(10),
        actions: z.array(RungAction).min(1).max(10),
        deadline_s: positiveSeconds,
      }),
    )
    .min(1)
    .max(20)
    .refine(([first]) => (first?.when.length ?? 0) > 0, 'the first rung needs a condition'),
  order_budget_minor: minor,
  day_budget_minor: z.int().min(0).max(1_000_000_000),
});
const ReassignPolicy = z.strictObject({
  moves_max: z.int().min(1).max(100),
  forgive_s: positiveSeconds,
  forgive_last_s: positiveSeconds,
  stall_s: positiveSeconds.nullable(),
  stall_progress_m: z.number().positive().max(100_000),
  late_risk_min: z.number().min(0).max(2),
  late_gain_s: seconds,
  late_settle_s: seconds,
  late_moves_max: z.int().min(0).max(100),
  closed_hold_s: positiveSeconds,
  not_ready_s: positiveSeconds,
  on_failure: OnFailureName,
});
const IncidentPolicy = z.strictObject({
  orders_min: z.int().min(2).max(10_000),
  waited_s: seconds,
  radius_m: z.number().positive().max(1_000_000),
});
const SchedulePolicy = z.strictObject({ preparation_s: seconds, promise_slack_s: seconds });
const ServicePolicy = z.strictObject({
  pickup_before_s: seconds,
  pickup_after_s: seconds,
  dropoff_before_s: seconds,
  dropoff_after_s: seconds,
});
const PayPolicy = z.strictObject({
  base_minor: minor,
  per_km_minor: minor,
  per_minute_minor: minor,
  per_extra_order_minor: minor,
});
const ShiftPolicy = z.strictObject({
  missed_offers_max: z.int().min(1).max(100).nullable(),
  break_max_s: positiveSeconds,
  break_reminder_s: seconds,
  end_reminder_s: seconds,
  grace_s: seconds,
  work_max_s: positiveSeconds.nullable(),
  rest_s: seconds,
});
const PresencePolicy = z.strictObject({
  nudge_s: positiveSeconds,
  pause_s: positiveSeconds,
  hand_over_s: positiveSeconds,
  rescue_s: positiveSeconds,
});
const price = z.number().min(0).max(1_000_000);
const MatchingTuning = z.strictObject({ work: price, lateness: price, unserved: price, driver_time: price }).partial();
const MatchingPolicy = z.strictObject({
  iterations_max: z.int().min(0).max(1_000_000),
  bundle_size_max: z.int().min(1).max(20),
  expected_answer_seconds: seconds,
  late_commitment: z.boolean(),
  round_interval_seconds: positiveSeconds,
  repositioning: z.boolean(),
  candidates_kept_max: z.int().min(1).max(50),
  bundle_across_places: z.boolean().optional(),
  binding_moment: z.enum(['departure', 'pickup']).optional(),
  tuning: MatchingTuning.optional(),
});

const HourOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day like 22:00');
const NotificationPolicy = z.strictObject({
  moments: z.array(MomentName).max(MOMENTS.length),
  channels: z.array(ChannelName).max(CHANNELS.length),
  language: Language,
  quiet_from: HourOfDay.nullable(),
  quiet_until: HourOfDay.nullable(),
  nearly_there_s: positiveSeconds,
});

export const Policy = z
  .strictObject({
    offer: OfferPolicy,
    pool: PoolPolicy,
    deadlines: DeadlinePolicy,
    ladder: LadderPolicy,
    reassign: ReassignPolicy,
    incident: IncidentPolicy,
    schedule: SchedulePolicy,
    service: ServicePolicy,
    pay: PayPolicy,
    shift: ShiftPolicy,
    presence: PresencePolicy,
    matching: MatchingPolicy,
    notifications: NotificationPolicy,
  })
  .meta({ id: 'Policy' });
export type Policy = z.infer<typeof Policy>;

/** What is left out keeps its value. */
export const PolicyChanges = z
  .strictObject({
    offer: OfferPolicy.partial(),
    pool: PoolPolicy.partial(),
    deadlines: DeadlinePolicy.partial(),
    ladder: LadderPolicy.partial(),
    reassign: ReassignPolicy.partial(),
    incident: IncidentPolicy.partial(),
    schedule: SchedulePolicy.partial(),
    service: ServicePolicy.partial(),
    pay: PayPolicy.partial(),
    shift: ShiftPolicy.partial(),
    presence: PresencePolicy.partial(),
    matching: MatchingPolicy.partial(),
    notifications: NotificationPolicy.partial(),
  })
  .partial()
  .meta({ id: 'PolicyChanges' });
export type PolicyChanges = z.infer<typeof PolicyChanges>;
