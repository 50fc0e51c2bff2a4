import type { Unit } from '../analytics/figures';

/** What is said about each figure of how true arrival times were. */
export const ETA_DEFINITIONS = {
  count: {
    title: 'Told times',
    unit: 'count',
    text: 'Arrival times that had been told of orders delivered in the period, each time that they changed enough to be told.',
  },
  within_5_min: {
    title: 'Within five minutes',
    unit: 'share',
    text: 'Of the told times, those whose median was no more than five minutes from the arrival, early or late.',
  },
  coverage_10_90: {
    title: 'Within the interval',
    unit: 'share',
    text: 'Of the told times, those whose interval held the arrival. It states eight of ten.',
  },
  before_low: {
    title: 'Before the interval',
    unit: 'share',
    text: 'Arrivals earlier than the interval; it states 0.1.',
  },
  before_median: {
    title: 'Before the median',
    unit: 'share',
    text: 'Arrivals earlier than the median; it states 0.5.',
  },
  after_high: { title: 'After the interval', unit: 'share', text: 'Arrivals later than the interval; it states 0.1.' },
  mean_abs_error_s: { title: 'Mean error', unit: 'seconds', text: 'Mean distance of arrivals from the median.' },
  bias_s: {
    title: 'Bias',
    unit: 'seconds',
    text: 'Mean of arrival less median: above zero they come later than told.',
  },
  late_share: {
    title: 'Broken promises by told risk',
    unit: 'share',
    text: 'Of the times told with a risk in this tenth, those of orders that came after their promise. It should be the mean risk.',
  },
} as const satisfies Record<string, { title: string; unit: Unit; text: string }>;
