import type { Moment } from '../moments';

/**
 * The words of one language, plain text. `{field}` is filled in; a part in `[square brackets]` is left out when one of its
 * fields is not known.
 */
export interface Language {
  subject: string;
  texts: Record<Moment, string>;
}

/** What a text may be filled with. */
export interface Facts {
  merchant: string;
  /** Between these two the order should arrive, and when most likely: times of the market's day. */
  from?: string;
  until?: string;
  time?: string;
  driver?: string;
  link?: string;
}
