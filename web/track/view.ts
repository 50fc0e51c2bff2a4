import { fill, wordsOf, type Words } from './languages';
import type { Tracking } from './wire';

/** What a page is written from, on the server and in the browser alike. */
export interface View {
  tracking: Tracking;
  /** As times and amounts are written: `en-GB`, `pt-PT`. */
  locale: string;
  words: Words;
  isEmbedded: boolean;
  /** Of this order in the API. */
  path: string;
}

export const pathOf = (token: string): string => `/v1/tracking/${encodeURIComponent(token)}`;

export const viewOf = (
  tracking: Tracking,
  { locale, isEmbedded, token }: { locale: string; isEmbedded: boolean; token: string },
): View => ({
  tracking,
  locale,
  words: wordsOf(locale),
  isEmbedded,
  path: pathOf(token),
});

export const nameOf = ({ tracking, words }: View): string => tracking.driver?.first_name ?? words.theDriver;

/** A text with the names that it may speak of. */
export const told = (view: View, text: string): string =>
  fill(text, { name: nameOf(view), merchant: view.tracking.order.merchant });
