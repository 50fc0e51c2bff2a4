import { type Figures, quantile } from './figures';
import type { Violations } from './invariants';
import { OFFER_LIFETIME_S } from './test-market';

const SHOWN_PER_KIND = 5;

export interface Scorecard {
  marketId: string;
  figures: Figures;
  violations: Violations;
  /** Market seconds from sending an offer to seeing it. */
  offerDelays: number[];
  /** Why calls had to be sent again, and how often. */
  repeats: Map<string, number>;
}

/** The end of a replay, for people. */
export function renderScorecard({ marketId, figures: f, violations, offerDelays, repeats }: Scorecard): string {
  const rows: [string, string][] = [
    ['Market', marketId],
    [
      'Orders',
      counts(f, ['orders_placed', 'orders_delivered', 'orders_cancelled', 'orders_undeliverable', 'orders_open']),
    ],
    ['Offers', counts(f, ['offers_sent', 'offers_accepted', 'offers_declined', 'offers_expired'])],
    [
      'Declined for',
      counts(f, ['declined_too_far', 'declined_pay', 'declined_break', 'declined_merchant', 'declined_other']),
    ],
    ['Reassignments', counts(f, ['reassignments_automatic', 'reassignments_manual'])],
    ['Time to assign', `p50 ${round(f.time_to_assign_p50_s)} s · p95 ${round(f.time_to_assign_p95_s)} s (market time)`],
    [
      'Click to door',
      `mean ${round(f.click_to_door_mean_min)} min · p90 ${round(f.click_to_door_p90_min)} min (market time)`,
    ],
    ['Accept', `p50 ${round(f.accept_p50_ms)} ms · p99 ${round(f.accept_p99_ms)} ms (real time, API)`],
    ['Offer on screen', offerDelayLine(offerDelays)],
    ['Calls repeated', [...repeats].map(([why, count]) => `${why} ${count}×`).join(' · ') || 'none'],
    [
      'Invariants',
      counts(f, [
        'orders_lost',
        'double_assignments',
        'double_open_offers',
        'answer_mismatches',
        'invariant_violations',
      ]),
    ],
  ];
  const lines = rows.map(([name, text]) => `${name.padEnd(16)}${text}`);
  return ['', ...lines, ...violationLines(violations), ''].join('\n');
}

function counts(figures: Figures, names: (keyof Figures)[]): string {
  return names.map((name) => `${wordOf(name)} ${figures[name]}`).join(' · ');
}

/** `orders_placed` is "placed" in the row of orders; whole names stay where they say something of their own. */
const wordOf = (name: string): string =>
  name.replace(/^(orders|offers|declined|reassignments)_/, '').replaceAll('_', ' ');

function offerDelayLine(delays: number[]): string {
  const [p50, p95] = [quantile(delays, 0.5), quantile(delays, 0.95)];
  const share = (seconds: number): string => `${((100 * seconds) / OFFER_LIFETIME_S).toFixed(1)} %`;
  return (
    `the machine took p50 ${round(p50)} s · p95 ${round(p95)} s of the ${OFFER_LIFETIME_S} s that an offer lives ` +
    `(${share(p50)} · ${share(p95)}, market time)`
  );
}

const round = (value: number): string => value.toFixed(1);

function violationLines(violations: Violations): string[] {
  return Object.values(violations).flatMap((sentences: string[]) => {
    const more = sentences.length - SHOWN_PER_KIND;
    const shown = sentences.slice(0, SHOWN_PER_KIND).map((sentence) => `  ✗ ${sentence}`);
    return more > 0 ? [...shown, `  ✗ … and ${more} more of this kind`] : shown;
  });
}
