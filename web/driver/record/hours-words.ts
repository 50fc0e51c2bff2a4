import type { HoursLimit } from '../../shared/api-client';
import type { MarketWords } from '../live/use-market';

const MINUTE_MS = 60_000;

/** How long: `8 h`, `1 h 30 min`, `20 min`. */
export function hoursText(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  const parts = [
    ...(minutes >= 60 ? [`${Math.floor(minutes / 60)} h`] : []),
    ...(minutes % 60 > 0 || minutes < 60 ? [`${minutes % 60} min`] : []),
  ];
  return parts.join(' ');
}

type Words = Pick<MarketWords, 'day' | 'time'>;

/** From when until when, as the market's clocks show it. */
export function hoursWords(from: string | number, until: string | number, { day, time }: Words): string {
  const last = day(until) === day(from) ? time(until) : `${day(until)}, ${time(until)}`;
  return `${day(from)}, ${time(from)} to ${last}`;
}

/** Which limits hours would break and by how much, a sentence each. */
export function limitWords(limits: HoursLimit[], words: Words): string[] {
  const rests = limits.filter(({ limit }) => limit === 'rest');
  return limits.map(({ limit, bound_s, planned_s, by_s, beside }) => {
    const [bound, planned, by] = [bound_s, planned_s, by_s].map((seconds) => hoursText(seconds * 1_000));
    if (limit === 'work_max') {
      const together = rests.length > 0 ? 'Together with your other hours that' : 'That';
      return `${together} would be ${planned} at work. At most ${bound} are allowed: ${by} too much.`;
    }
    const other = beside ? ` beside ${hoursWords(beside.starts_at, beside.ends_at, words)}` : '';
    return `Hours add up until a rest of ${bound}. The rest${other} is ${planned}: ${by} too short.`;
  });
}
