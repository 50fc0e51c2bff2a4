import { z } from 'zod';
import type { RefusalCode } from '../../domain/dispatch/outcome';
import { Id, Instant, OfferEnd, OfferStatusName, OrderStatusName, ProofDemandName } from './values';

/** Codes that are not a transition's refusal. */
export type ProblemCode =
  | RefusalCode
  | 'invalid_request'
  | 'malformed_json'
  | 'body_too_large'
  | 'unsupported_media_type'
  | 'unauthenticated'
  | 'link_ended'
  | 'session_ended'
  | 'forbidden'
  | 'not_found'
  | 'already_exists'
  | 'not_counted'
  | 'appeal_decided'
  | 'endpoint_disabled'
  | 'escalation_not_found'
  | 'escalation_closed'
  | 'policy_changed'
  | 'zone_closed'
  | 'zone_changed'
  | 'zone_not_found'
  | 'too_many_zones'
  | 'idempotency_key_reused'
  | 'idempotency_in_progress'
  | 'answer_not_kept'
  | 'rate_limited'
  | 'unavailable'
  | 'internal';

/** A limit of hours at work that hours agreed beforehand would break. */
export const HoursLimit = z
  .strictObject({
    limit: z.enum(['work_max', 'rest']).meta({
      description: '`work_max`: hours at work without a rest. `rest`: time off until hours are counted anew.',
    }),
    bound_s: z.number().meta({ description: 'What the policy says, in market seconds; exactly this is allowed.' }),
    planned_s: z.number().meta({ description: 'What it would be, with the hours beside that count too.' }),
    by_s: z.number().meta({ description: 'So much too long, or too short for a rest.' }),
    beside: z
      .strictObject({ starts_at: Instant, ends_at: Instant })
      .nullable()
      .meta({ description: 'With `rest`: the hours between which and these there is not rest enough.' }),
  })
  .meta({ id: 'HoursLimit' });
export type HoursLimit = z.infer<typeof HoursLimit>;

/** RFC 9457, with what a client needs to act. Extension members depend on `code`. */
export const Problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    request_id: z.string(),
    errors: z.array(z.strictObject({ pointer: z.string(), message: z.string() })).optional(),
    /** With `illegal_transition`: where the order is and what may be asked of it there. */
    order: z.strictObject({ id: Id, status: OrderStatusName, version: z.int() }).optional(),
    allowed: z.array(z.string()).optional(),
    /** With `offer_closed`: the outcome that stands. */
    offer: z
      .strictObject({ id: Id, status: OfferStatusName, settled_at: Instant.nullable(), outcome: OfferEnd.nullable() })
      .optional(),
    /** With `orders_aboard` and `goods_aboard`: what is aboard. */
    aboard: z
      .array(z.strictObject({ id: Id, external_id: z.string(), status: OrderStatusName, picked_up: z.boolean() }))
      .optional(),
    /** With `proof_needed`, `wrong_pin` and `pin_attempts_used`. */
    proof: z.strictObject({ demanded: ProofDemandName, attempts_left: z.int().optional() }).optional(),
    /** With `rest_needed` and `too_early`: from when on it is possible. */
    until: Instant.optional(),
    /** With `too_many_hours`: each limit that the hours would break. */
    limits: z.array(HoursLimit).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
