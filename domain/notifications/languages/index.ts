import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import type { Language } from './language';
import { pt } from './pt';

export type { Facts, Language } from './language';

export const LANGUAGES: Readonly<Record<string, Language>> = { de, en, es, fr, pt };

/** The first wish that we speak: `pt-BR` is answered in `pt`; at last in English. */
export function languageOf(...wishes: (string | null)[]): string {
  const spoken = wishes.map((wish) => wish?.slice(0, 2).toLowerCase()).find((wish) => wish && wish in LANGUAGES);
  return spoken ?? 'en';
}
