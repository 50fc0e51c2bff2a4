import type { CandidateCost, DecisionRecord, ExclusionReason } from '../matching/types';

const COST_WORDS: Record<Exclude<keyof CandidateCost, 'total'>, string> = {
  toPickup: 'to reach the pickup',
  waitAtPickup: 'of waiting for the goods',
  detourForOthers: 'of detour for other orders',
  lateness: 'after the promise',
  acceptance: 'for the chance of a no',
  fairness: 'to share work fairly',
  forecast: 'for what is expected elsewhere',
};

const EXCLUSION_WORDS: Record<ExclusionReason, string> = {
  refused_before: 'had refused it before',
  has_open_offer: 'had another offer open',
  no_capacity: 'had no room',
  too_far: 'were too far away',
  shift_ends: 'end their shift too early',
  unreachable: 'could not get there',
  promise_of_others: 'would have broken another promise',
};

/** Drivers who were left out, counted by reason; the record keeps some of them by name. */
export function excludedByReason({ excluded }: DecisionRecord): { reason: ExclusionReason; drivers: number }[] {
  const counts = new Map<ExclusionReason, number>();
  for (const { reason } of excluded) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, drivers]) => ({ reason, drivers })).sort((a, b) => b.drivers - a.drivers);
}

/** Why this driver, for people. `nameOf` decides what the reader may know. */
export function explain(record: DecisionRecord, nameOf: (driverId: string) => string): string[] {
  const { chosen, runnerUp, marginSeconds } = record;
  const sentences = [
    `${nameOf(chosen.driverId)} was the best of ${count(record.candidatesTotal, 'driver')} who could take it: ` +
      `${costWords(chosen.cost)}.`,
  ];
  if (runnerUp && marginSeconds !== null) {
    sentences.push(
      marginSeconds >= 0
        ? `Next best was ${nameOf(runnerUp.driverId)}, ${duration(marginSeconds)} worse.`
        : `${nameOf(runnerUp.driverId)} would have been ${duration(-marginSeconds)} better for this order alone, ` +
            'but was worth more elsewhere.',
    );
  }
  if (record.excludedTotal > 0) {
    const reasons = excludedByReason(record).map(({ reason, drivers }) => `${drivers} ${EXCLUSION_WORDS[reason]}`);
    const rest = record.excludedTotal - record.excluded.length;
    const more = rest > 0 ? `; ${rest} more were left out likewise` : '';
    sentences.push(`Not asked: ${reasons.join(', ')}${more}.`);
  }
  return sentences;
}

function costWords(cost: CandidateCost): string {
  const parts = (Object.keys(COST_WORDS) as (keyof typeof COST_WORDS)[])
    .filter((part) => Math.round(cost[part]) !== 0)
    .map((part) => `${duration(cost[part])} ${COST_WORDS[part]}`);
  return parts.length > 0 ? parts.join(', ') : 'he is there already';
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

function duration(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  const text = whole < 90 ? `${whole} s` : `${Math.round(whole / 60)} min`;
  return seconds < 0 ? `−${text}` : text;
}
