import { z } from 'zod';
import { positiveSeconds, said, seconds } from './values';

const price = z.number().min(0).max(1_000_000);
const MatchingTuning = z
  .strictObject({
    work: said(price, 'Work', 'Per second of driving and handling, in seconds of an order’s delay.'),
    lateness: said(price, 'Lateness', 'Per second after the promise, on top of the delay itself.'),
    unserved: said(price, 'Unserved', 'For leaving an order without a driver.'),
    driver_time: said(price, 'Driver time', 'Per second until a driver is free again.'),
  })
  .partial();
export const MatchingPolicy = said(
  z.strictObject({
    iterations_max: said(z.int().min(0).max(1_000_000), 'Iterations, most', 'Of improvement in a round.'),
    bundle_size_max: said(z.int().min(1).max(20), 'Bundle size, most', 'Orders that may travel in one route at once.'),
    expected_answer_seconds: said(seconds, 'Expected answer', 'Seconds between an offer and an expected yes.'),
    late_commitment: said(
      z.boolean(),
      'Late commitment',
      'Propose at the latest useful departure, not as soon as a driver is found.',
    ),
    round_interval_seconds: said(positiveSeconds, 'Round interval', 'How often rounds are run.'),
    repositioning: said(z.boolean(), 'Repositioning', 'Idle drivers may be sent to wait where demand is expected.'),
    candidates_kept_max: said(z.int().min(1).max(50), 'Candidates kept', 'Of each decision, for those who ask why.'),
    bundle_across_places: said(
      z.boolean().optional(),
      'Bundle across places',
      'Orders of different pickup places may share a trip.',
    ),
    binding_moment: said(
      z.enum(['departure', 'pickup']).optional(),
      'Binding moment',
      'What binds an order to a driver: his departure, or the pickup.',
    ),
    tuning: said(MatchingTuning.optional(), 'Prices of the search', 'What is left out has its default.'),
  }),
  'Matching',
  'How rounds search.',
);

/** Null leaves what a policy may leave out to its default again. */
export const MatchingChanges = MatchingPolicy.partial().extend({
  bundle_across_places: MatchingPolicy.shape.bundle_across_places.nullable(),
  binding_moment: MatchingPolicy.shape.binding_moment.nullable(),
  tuning: MatchingPolicy.shape.tuning.nullable(),
});

export const SchedulePolicy = said(
  z.strictObject({
    preparation_s: said(
      seconds,
      'Preparation',
      'Kitchen time that is assumed when an order does not say when it is ready.',
    ),
    promise_slack_s: said(
      seconds,
      'Slack of a promise',
      'Time on top of the drive that a promise allows when the order states none.',
    ),
  }),
  'Schedule',
  'When scheduled orders enter the pool, and what is promised.',
);
export const ServicePolicy = said(
  z.strictObject({
    pickup_before_s: said(seconds, 'Before the pickup', 'Parking and walking, before the goods change hands.'),
    pickup_after_s: said(seconds, 'After the pickup', 'Leaving, after they have.'),
    dropoff_before_s: said(seconds, 'Before the door', 'Parking and walking, before the goods change hands.'),
    dropoff_after_s: said(seconds, 'After the door', 'Leaving, after they have.'),
  }),
  'Service times',
  'How long goods take to change hands.',
);
