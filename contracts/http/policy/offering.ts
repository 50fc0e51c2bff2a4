import { z } from 'zod';
import { DeclineReasonName } from '../values';
import { minor, positiveSeconds, said, seconds, Strategy } from './values';

const After = said(seconds, 'After', 'Time that the order has waited.');

export const OfferPolicy = said(
  z.strictObject({
    strategy: said(
      Strategy,
      'Strategy',
      'How drivers are asked: one at a time, the best few at once, or everybody in reach.',
    ),
    later: said(
      z.array(z.strictObject({ after_s: After, strategy: said(Strategy, 'Strategy') })).max(10),
      'Later strategies',
      'Other strategies for orders that have waited: the last step that has been reached counts.',
    ),
    wave_size: said(z.int().min(2).max(50), 'Wave size', 'Drivers who are asked at once in a wave.'),
    broadcast_size_max: said(
      z.int().min(2).max(1_000),
      'Broadcast size, most',
      'The most drivers that a broadcast reaches.',
    ),
    wave_raise_minor: said(minor, 'Raise per wave', 'What each wave after the first pays more.'),
    wave_raise_max_minor: said(minor, 'Raise of all waves, most', 'The most that all waves together add.'),
    no_fault_reasons: said(
      z.array(DeclineReasonName).max(20),
      'Reasons without fault',
      'Declining for one of these does not count against a driver.',
    ),
    lifetime_s: said(positiveSeconds, 'Lifetime', 'How long a driver has to answer.'),
    reservation_s: said(positiveSeconds, 'Reservation', 'How long a proposal may wait for its order before it lapses.'),
  }),
  'Offers',
  'Who is asked at once, for how long, and what they are offered.',
);
export const PoolPolicy = said(
  z.strictObject({
    batch_window_s: said(seconds, 'Batch window', 'How long orders gather before a round.'),
    radii: said(
      z
        .array(
          z.strictObject({
            after_s: After,
            radius_m: said(z.number().positive().nullable(), 'Radius', undefined, 'any distance'),
          }),
        )
        .min(1)
        .max(20),
      'Radii',
      'How far from the pickup drivers may be, by how long the order has waited. The first step begins at 0.',
    ),
    offers_max: said(z.int().min(1).max(1_000), 'Offers, most', 'After so many offers people are asked.'),
  }),
  'Pool',
  'How orders gather before a round, and how far drivers may be.',
);
export const PayPolicy = said(
  z.strictObject({
    base_minor: said(minor, 'Base', 'For each route.'),
    per_km_minor: said(minor, 'Per kilometre', 'Of added driving.'),
    per_minute_minor: said(minor, 'Per minute', 'Of added time.'),
    per_extra_order_minor: said(minor, 'Per further order', 'Of a route with several.'),
  }),
  'Pay',
  'What a driver gets.',
);
