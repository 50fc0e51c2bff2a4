/** Every number and time that a page shows goes through here. Instants are milliseconds of market time. */

export const MISSING = '–';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const two = (value: number): string => String(value).padStart(2, '0');

/** Time left or waited: `0:21`, `11:20`, from an hour `1 h 12`. Never below zero: what is over is the server's to say. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)}`;
}

/** How old something is: `4 s`, `12 min`, `3 h`, `2 d`. */
export function age(ms: number): string {
  const at = Math.max(0, ms);
  if (at < MINUTE_MS) return `${Math.floor(at / 1000)} s`;
  if (at < HOUR_MS) return `${Math.floor(at / MINUTE_MS)} min`;
  if (at < DAY_MS) return `${Math.floor(at / HOUR_MS)} h`;
  return `${Math.floor(at / DAY_MS)} d`;
}

/** Minutes left as `4`, minutes late as `+9`: a sign and not colour alone tells them apart. */
export function slack(ms: number): string {
  return ms < 0 ? `+${count(Math.ceil(-ms / MINUTE_MS))}` : count(Math.floor(ms / MINUTE_MS));
}

/** The same for those who hear it. */
export function slackInWords(ms: number): string {
  return ms < 0 ? `${Math.ceil(-ms / MINUTE_MS)} min late` : `${Math.floor(ms / MINUTE_MS)} min left`;
}

/** Thin space between thousands, from 10 000. */
export function count(value: number): string {
  const digits = String(Math.round(value));
  return Math.abs(value) < 10_000 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, '\u2009');
}

/** Up to 950 m in steps of 50, then kilometres with one decimal. */
export function distance(metres: number): string {
  const rounded = Math.round(metres / 50) * 50;
  return rounded < 1000 ? `${rounded} m` : `${(metres / 1000).toFixed(1)} km`;
}

export function money(amountMinor: number, currency: string, locale?: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountMinor / 10 ** digits).replace('-', '−');
}

/** The end of an ID is what differs; the whole one is copied from the story. */
export const shortId = (id: string): string => id.slice(-4).toUpperCase();

/** `Marta S.`: enough among those on shift. A last word with digits in it is what tells two apart, and stays. */
export function shortName(name: string): string {
  const [first = '', ...more] = name.trim().split(/\s+/);
  const last = more.at(-1);
  return last === undefined || /\d/.test(last) ? name : `${first} ${last.charAt(0).toUpperCase()}.`;
}

export interface ClockFormat {
  /** `19:43`, or `7:43 PM` where people write it so. */
  time(ms: number): string;
  /** With seconds, for operators only. */
  precise(ms: number): string;
  /** `22 Nov`, for what is not of today. */
  day(ms: number): string;
}

/** Times of a market in its own zone, whatever the zone of the person who looks. */
export function clockFormat(timeZone: string, locale?: string): ClockFormat {
  const format = (options: Intl.DateTimeFormatOptions): ((ms: number) => string) => {
    const intl = new Intl.DateTimeFormat(locale, { timeZone, ...options });
    return (ms) => intl.format(ms);
  };
  return {
    time: format({ hour: '2-digit', minute: '2-digit' }),
    precise: format({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    day: format({ day: 'numeric', month: 'short' }),
  };
}
