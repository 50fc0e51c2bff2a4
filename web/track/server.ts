import { localeFor, wordsOf } from './languages';
import { messagePage, page } from './page';
import { viewOf } from './view';
import type { Tracking } from './wire';

export interface RenderRequest {
  tracking: Tracking | null;
  token: string;
  isUnavailable: boolean;
  languages: string[];
  isEmbedded: boolean;
  theme: string | null;
}

export interface Rendered {
  /** Of the html element. */
  attributes: string;
  title: string;
  body: string;
}

/** The first HTML, written by the API with the very code that keeps the page alive afterwards. */
export function render({ tracking, token, isUnavailable, languages, isEmbedded, theme }: RenderRequest): Rendered {
  const ofOrder = tracking?.order.language ?? null;
  const locale = localeFor(ofOrder === null ? languages : [...languages, ofOrder]);
  const words = wordsOf(locale);
  const { ended, unavailable } = words;
  const { title, body } = tracking
    ? page(viewOf(tracking, { locale, isEmbedded, token }))
    : messagePage(
        ...(isUnavailable ? ([unavailable.title, unavailable.text] as const) : ([ended.title, ended.text] as const)),
      );
  const attributes = [
    `lang="${locale}"`,
    ...(theme ? [`data-theme="${theme}"`] : []),
    ...(isEmbedded ? ['data-embedded'] : []),
    ...(isUnavailable ? ['data-unavailable'] : []),
  ];
  return { attributes: attributes.join(' '), title, body: body.text };
}
