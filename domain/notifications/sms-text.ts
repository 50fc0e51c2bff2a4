import type { Facts } from './languages';
import type { Moment } from './moments';
import { render } from './render';

/** The alphabet of GSM 03.38 and, costing two characters each, its extension. */
const GSM = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const GSM_EXTENSION = new Set('^{}\\[~]|€');

/** More parts than this are not worth their price. */
const PARTS_MAX = 2;
const NAME_LENGTHS = [40, 20, 10];

/** How many parts a text is sent in: 160 characters alone or 153 each, 70 or 67 outside the GSM alphabet. */
export function smsParts(text: string): number {
  const characters = Array.from(text);
  if (characters.every((character) => GSM.has(character) || GSM_EXTENSION.has(character))) {
    const septets = characters.reduce((sum, character) => sum + (GSM_EXTENSION.has(character) ? 2 : 1), 0);
    return septets <= 160 ? 1 : Math.ceil(septets / 153);
  }
  return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
}

/** Accents that the GSM alphabet has stay, others go: `ã` becomes `a`, and the text stays readable at half the price. */
export const inGsm = (text: string): string =>
  Array.from(text.replaceAll('’', "'"))
    .map((character) => (GSM.has(character) ? character : character.normalize('NFD').replaceAll(/\p{M}/gu, '')))
    .join('');

/**
 * The text of a moment, short enough for two parts: names are shortened before anything else gives way, the link never
 * does.
 */
export function smsText(moment: Moment, language: string, facts: Facts): string {
  const variants = [facts, ...NAME_LENGTHS.map((length) => shortened(facts, length))].map((variant) =>
    inGsm(render(moment, language, variant).text),
  );
  const fitting = variants.find((text) => smsParts(text) <= PARTS_MAX);
  if (fitting !== undefined) return fitting;
  // Another alphabet, or a very long link: only what cannot be done without.
  const { merchant, link, time } = shortened(facts, NAME_LENGTHS.at(-1)!);
  return inGsm(render(moment, language, { merchant, link, time }).text);
}

const shortened = (facts: Facts, length: number): Facts => ({
  ...facts,
  merchant: cut(facts.merchant, length),
  ...(facts.driver && { driver: cut(facts.driver, length) }),
});

const cut = (text: string, length: number): string => {
  const characters = Array.from(text);
  return characters.length <= length
    ? text
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}.`;
};
