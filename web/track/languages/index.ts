import { de } from './de';
import { en, type Words } from './en';
import { es } from './es';
import { fr } from './fr';
import { pt } from './pt';

export type { Words } from './en';

export const LANGUAGES: Record<string, Words> = { en, pt, de, es, fr };

const primary = (tag: string): string => tag.split('-')[0]!.toLowerCase();

/** The first that we speak, whole, because times and amounts are written by region; English for everybody else. */
export const localeFor = (wanted: readonly string[]): string =>
  wanted.find((tag) => primary(tag) in LANGUAGES && isLocale(tag)) ?? 'en-GB';

export const wordsOf = (locale: string): Words => LANGUAGES[primary(locale)] ?? en;

export interface Plural {
  one: string;
  other: string;
}

/** A text of the dictionary with what belongs into its {places}. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));

export const plural = (forms: Plural, n: number): string => fill(n === 1 ? forms.one : forms.other, { n });

function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
