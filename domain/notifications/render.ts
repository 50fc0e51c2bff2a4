import { LANGUAGES, type Facts } from './languages';
import type { Moment } from './moments';

export interface Rendered {
  subject: string;
  text: string;
}

const FIELD = /\{(\w+)\}/g;
/** `[a part|what stands there instead]`; without an alternative nothing does. */
const PART = /\[([^\]|]*)(?:\|([^\]]*))?\]/g;

/** The text of a moment. `language` is one of ours; what it says of unknown facts is left out. */
export function render(moment: Moment, language: string, facts: Facts): Rendered {
  const { subject, texts } = LANGUAGES[language] ?? LANGUAGES.en!;
  return { subject: fill(subject, facts), text: fill(texts[moment], facts) };
}

function fill(template: string, facts: Facts): string {
  const known = facts as unknown as Record<string, string | undefined>;
  return template
    .replace(PART, (_, part: string, instead = '') =>
      [...part.matchAll(FIELD)].every(([, name]) => known[name!]) ? part : instead,
    )
    .replace(FIELD, (_, name: string) => oneLine(known[name] ?? ''));
}

/** A merchant's name is his own text: it must not become a line of its own, let alone a header of a mail. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
