import { money } from '../shared/format';
import { fill, type Words } from './languages';

/** Numbers and times as the page writes them: by the reader's locale, in the market's time zone. */

const MINUTE_MS = 60_000;

const CLOCK = { hour: '2-digit', minute: '2-digit' } as const;

export const clock = (at: string | number, locale: string, timeZone: string): string =>
  new Intl.DateTimeFormat(locale, { ...CLOCK, timeZone }).format(new Date(at));

/** `20:00–20:08`, or `8:00–8:08 PM`: what both have in common is said once, and o'clock not at all. */
export function clockRange(from: number, to: number, locale: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat(locale, { ...CLOCK, timeZone });
  const parts = format.formatRangeToParts(new Date(from), new Date(to));
  const isHalfDay = parts.some(({ type }) => type === 'dayPeriod');
  const digits = (at: number): string =>
    format
      .format(at)
      .replaceAll(/[^\d:.h ]|\s+$/g, '')
      .trim();
  if (!isHalfDay) return `${digits(from)}–${digits(to)}`;
  return format.formatRange(new Date(from), new Date(to)).replaceAll(/\s*[–-]\s*/g, '–');
}

/** Up to 950 m in steps of 50, then kilometres with one decimal. */
export function distance(metres: number, locale: string): string {
  const rounded = Math.round(metres / 50) * 50;
  if (rounded < 1000) return `${rounded} m`;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(metres / 1000)} km`;
}

export const amount = ({ amount: minor, currency }: { amount: number; currency: string }, locale: string): string =>
  money(minor, currency, locale);

export const age = (ms: number, words: Words): string =>
  ms < MINUTE_MS
    ? fill(words.age.seconds, { n: Math.max(0, Math.floor(ms / 1000)) })
    : fill(words.age.minutes, { n: Math.floor(ms / MINUTE_MS) });
