import { z } from 'zod';
import { endpoint } from './endpoint';
import { listOf } from './page';
import { AvailabilityName, Id, Instant, ReasonBody } from './values';

/** A break: due after the current stop (`asked_at` set), or going on. */
export const ShiftBreak = z
  .strictObject({
    asked_at: Instant.nullable().meta({ description: 'Set while it waits for the current stop to be done.' }),
    length_s: z.number().nullable().meta({ description: 'Market seconds; null until you come back.' }),
    ends_at: Instant.nullable(),
    ends_soon: z.boolean().meta({ description: 'The reminder has been given.' }),
  })
  .meta({ id: 'ShiftBreak' });

export const DriverShift = z
  .strictObject({
    id: Id,
    version: z.int(),
    status: z.enum(['planned', 'running', 'ended', 'missed', 'cancelled']),
    planned_from: Instant.nullable(),
    start_by: Instant.nullable().meta({ description: 'A planned shift that has not begun by then is missed.' }),
    started_at: Instant.nullable(),
    ends_at: Instant.nullable().meta({ description: 'Off time: no offers from here on.' }),
    must_end_at: Instant.nullable().meta({ description: 'Your hours are over.' }),
    ends_soon: z
      .boolean()
      .meta({ description: 'The reminder before the off time or the end of your hours has been given.' }),
    aboard: z.int().meta({ description: 'Orders that you have and have not finished.' }),
    break: ShiftBreak.nullable(),
    last_order: z
      .enum(['driver', 'off_time', 'hours_limit'])
      .nullable()
      .meta({ description: 'Why no further order comes.' }),
    paused_for: z.enum(['missed_offers', 'no_position']).nullable(),
    missed_in_row: z.int(),
    are_you_there: z.boolean().meta({ description: 'Nothing has been heard of you for a while: send a position.' }),
    next: z.strictObject({ step: z.string(), at: Instant }).nullable().meta({ description: 'What happens by itself.' }),
  })
  .meta({ id: 'DriverShift' });
export type DriverShift = z.infer<typeof DriverShift>;

export const AvailabilityBody = z
  .strictObject({
    state: z.enum(['available', 'on_break', 'offline']),
    shift_ends_at: Instant.optional().meta({ description: 'No pickup is planned after this moment.' }),
    break_minutes: z.number().positive().max(1_440).optional().meta({
      description:
        'With `on_break`: the break ends by itself. Market minutes; without it, it lasts until you come back.',
    }),
    hand_over: z.boolean().optional().meta({
      description: 'With `offline`: give back what has not been picked up. Without it orders aboard are a 409.',
    }),
  })
  .meta({ id: 'AvailabilityBody' });

export const DriverAvailability = z
  .strictObject({
    availability: AvailabilityName,
    since: Instant,
    shift_ends_at: Instant.nullable(),
    load: z.int().meta({ description: 'Orders assigned, offered and reserved.' }),
    shift: DriverShift.nullable(),
  })
  .meta({ id: 'DriverAvailability' });

export const PlannedShiftBody = z
  .strictObject({ starts_at: Instant, ends_at: Instant })
  .refine(({ starts_at, ends_at }) => Date.parse(starts_at) < Date.parse(ends_at), 'must end after it starts')
  .meta({ id: 'PlannedShiftBody' });

export const setAvailability = endpoint({
  method: 'put',
  path: '/v1/driver/availability',
  tag: 'driver',
  summary:
    'Come on (also back from a break or a pause), take a break, go off. Anything but `available` withdraws what you are ' +
    'being asked. A break asked for with something to do starts after the current stop.',
  access: 'driver',
  body: AvailabilityBody,
  answers: { 200: DriverAvailability },
  problems: [409],
});
export const setLastOrder = endpoint({
  method: 'put',
  path: '/v1/driver/last_order',
  tag: 'driver',
  summary: 'Finish what you have, then off. `on: false` takes it back.',
  access: 'driver',
  body: z.strictObject({ on: z.boolean() }),
  answers: { 200: DriverAvailability },
  problems: [409],
});
export const planDriverShift = endpoint({
  method: 'post',
  path: '/v1/driver/shifts',
  tag: 'driver',
  summary:
    'Agree on hours beforehand: come on around the start, no offers from the end on. Hours beyond the policy, together with ' +
    'those beside them, are a 409 `too_many_hours` with `limits`.',
  access: 'driver',
  body: PlannedShiftBody,
  answers: { 201: DriverShift },
  problems: [409],
});
export const cancelDriverShift = endpoint({
  method: 'delete',
  path: '/v1/driver/shifts/{shift_id}',
  tag: 'driver',
  summary: 'Call off hours that were agreed on and have not begun.',
  access: 'driver',
  params: z.strictObject({ shift_id: Id }),
  answers: { 200: DriverShift },
  problems: [404, 409],
});
export const listDriverShifts = endpoint({
  method: 'get',
  path: '/v1/driver/shifts',
  tag: 'driver',
  summary: 'The shift that runs and those that are planned.',
  access: 'driver',
  answers: { 200: listOf(DriverShift) },
});
export const overrideBreak = endpoint({
  method: 'post',
  path: '/v1/ops/drivers/{driver_id}/end_break',
  tag: 'ops',
  summary: "End a driver's break, or call off one that is due. The reason is audited.",
  access: 'ops.operator',
  params: z.strictObject({ driver_id: Id }),
  body: ReasonBody,
  answers: { 200: DriverAvailability },
  problems: [404, 409],
});
