import { percentile, type Histogram } from './histogram';
import { answeredOf, endedOf, shareOf, type Sums } from './sums';

export type Unit = 'count' | 'share' | 'seconds' | 'stars' | 'per_hour';

/** What is needed for every figure: sums and the distributions beside them. */
export interface Measured {
  sums: Sums;
  assignHistogram: Histogram;
  lateHistogram: Histogram;
}

interface Definition {
  title: string;
  unit: Unit;
  /** What it counts, when, and what not. */
  text: string;
  of: (measured: Measured) => number | null;
}

const sum =
  (key: keyof Sums) =>
  ({ sums }: Measured): number =>
    sums[key];

/** Every figure with its definition: what is computed and what is said about it stand together. */
export const FIGURES = {
  placed: {
    title: 'Orders placed',
    unit: 'count',
    text: 'Orders by when they were placed, in the zone of their pickup. Scheduled ones count when placed.',
    of: sum('placed'),
  },
  delivered: {
    title: 'Delivered',
    unit: 'count',
    text: 'Orders by when they were handed over, as the driver reported it; late reports count at their own time.',
    of: sum('delivered'),
  },
  returned: { title: 'Returned', unit: 'count', text: 'Orders brought back to the merchant.', of: sum('returned') },
  cancelled: {
    title: 'Cancelled',
    unit: 'count',
    text: 'Orders cancelled by merchants or operators.',
    of: sum('cancelled'),
  },
  undeliverable: {
    title: 'Undeliverable',
    unit: 'count',
    text: 'Orders that ended because nothing was left to try.',
    of: sum('undeliverable'),
  },
  unassigned_share: {
    title: 'Unassigned share',
    unit: 'share',
    text: 'Of the orders that ended, those that never had a driver.',
    of: ({ sums }) => shareOf(sums.neverAssigned, endedOf(sums)),
  },
  assign_p50_s: {
    title: 'Time to assign, median',
    unit: 'seconds',
    text: 'From when an order needed a driver (placed, or the pool time of a scheduled one) to its first driver, counted when he was found. From buckets: right to a fifth.',
    of: ({ assignHistogram }) => percentile(assignHistogram, 0.5),
  },
  assign_p90_s: {
    title: 'Time to assign, 90 %',
    unit: 'seconds',
    text: 'Nine of ten orders found their first driver within this time.',
    of: ({ assignHistogram }) => percentile(assignHistogram, 0.9),
  },
  assign_mean_s: {
    title: 'Time to assign, mean',
    unit: 'seconds',
    text: 'Mean of the same times, exactly.',
    of: ({ sums }) => shareOf(sums.assignS, sums.assigned),
  },
  offers: {
    title: 'Offers sent',
    unit: 'count',
    text: 'Offers that were sent to a driver, by when they ended. An offer of several orders is one, in the zone of its first.',
    of: ({ sums }) => answeredOf(sums) + sums.withdrawn,
  },
  accepted: { title: 'Accepted', unit: 'count', text: 'Offers that got a yes.', of: sum('accepted') },
  declined: { title: 'Declined', unit: 'count', text: 'Offers that got a no.', of: sum('declined') },
  expired: { title: 'Expired', unit: 'count', text: 'Offers that ran out without an answer.', of: sum('expired') },
  withdrawn: {
    title: 'Withdrawn',
    unit: 'count',
    text: 'Offers taken back: order cancelled, taken by another driver, driver went off. Nobody’s fault.',
    of: sum('withdrawn'),
  },
  acceptance: {
    title: 'Acceptance',
    unit: 'share',
    text: 'Accepted of accepted, declined and expired. Withdrawn offers do not count.',
    of: ({ sums }) => shareOf(sums.accepted, answeredOf(sums)),
  },
  reassigned: {
    title: 'Reassignments',
    unit: 'count',
    text: 'Assignments that ended before the goods were delivered or brought back and the order went on, by when they ended.',
    of: sum('reassigned'),
  },
  on_time_share: {
    title: 'On time',
    unit: 'share',
    text: 'Of the delivered orders, those handed over no later than promised.',
    of: ({ sums }) => shareOf(sums.onTime, sums.delivered),
  },
  late_p50_s: {
    title: 'Lateness, median',
    unit: 'seconds',
    text: 'Of the late orders only: time after the promise. From buckets: right to a fifth.',
    of: ({ lateHistogram }) => percentile(lateHistogram, 0.5),
  },
  late_p90_s: {
    title: 'Lateness, 90 %',
    unit: 'seconds',
    text: 'Nine of ten late orders were no later than this.',
    of: ({ lateHistogram }) => percentile(lateHistogram, 0.9),
  },
  escalations: {
    title: 'Escalations',
    unit: 'count',
    text: 'Times that people were asked to look, by when; each rung of the ladder is one.',
    of: sum('escalations'),
  },
  forced: {
    title: 'Forced assignments',
    unit: 'count',
    text: 'Orders that operators bound to a driver without asking him.',
    of: sum('forced'),
  },
  ratings: {
    title: 'Ratings',
    unit: 'count',
    text: 'Ratings by customers, by when they were given.',
    of: sum('ratings'),
  },
  rating_mean: {
    title: 'Rating, mean',
    unit: 'stars',
    text: 'Mean of the stars, one to five.',
    of: ({ sums }) => shareOf(sums.stars, sums.ratings),
  },
  online_s: {
    title: 'Time on shift',
    unit: 'seconds',
    text: 'Market time that drivers were on shift, breaks and pauses included, in the zone where each was last seen in the quarter.',
    of: sum('onlineS'),
  },
  busy_s: {
    title: 'Time on a route',
    unit: 'seconds',
    text: 'Of the time on shift, that with stops to do.',
    of: sum('busyS'),
  },
  utilisation: {
    title: 'Utilisation',
    unit: 'share',
    text: 'Time on a route of the time on shift.',
    of: ({ sums }) => shareOf(sums.busyS, sums.onlineS),
  },
  orders_per_hour: {
    title: 'Delivered per driver hour',
    unit: 'per_hour',
    text: 'Delivered orders per hour of drivers on shift.',
    of: ({ sums }) => shareOf(sums.delivered * 3_600, sums.onlineS),
  },
} as const satisfies Record<string, Definition>;

export type FigureKey = keyof typeof FIGURES;
export const FIGURE_KEYS = Object.keys(FIGURES) as FigureKey[];

/** All figures of what was measured; null where there is nothing to divide by. */
export function figuresOf(measured: Measured): Record<FigureKey, number | null> {
  const entries = FIGURE_KEYS.map((key) => [key, (FIGURES[key] as Definition).of(measured)]);
  return Object.fromEntries(entries) as Record<FigureKey, number | null>;
}

export const definitionsOf = (
  keys: readonly FigureKey[],
): Record<string, { title: string; unit: Unit; text: string }> =>
  Object.fromEntries(
    keys.map((key) => [key, { title: FIGURES[key].title, unit: FIGURES[key].unit, text: FIGURES[key].text }]),
  );
