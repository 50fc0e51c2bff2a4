/** What is asked of the words of events, as `to_tsquery('simple', …)` takes it. */
export interface WordQuery {
  /** All that must be there. */
  all: string;
  /** The one of them that is probably the rarest: by it the index is asked. */
  rarest: string;
}

const WORDS_MAX = 8;

/**
 * Takes a text apart as the index does (db: event_words): letters and digits, no case. Each stands for the beginning of a
 * word; what is followed by a hyphen is whole, so `ord-47` finds ORD-4711 and not ORDER-4711. Null when nothing is left.
 */
export function wordQuery(text: string): WordQuery | null {
  const words = [...text.toLowerCase().matchAll(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu)]
    .map(([word]) => word.split('-'))
    .filter((parts) => parts.join('').length > 1)
    .flatMap((parts) => parts.map((part, at) => ({ part: part.slice(0, 60), isWhole: at < parts.length - 1 })))
    .slice(0, WORDS_MAX);
  if (words.length === 0) return null;
  const queries = words.map(({ part, isWhole }) => ({ part, query: isWhole ? `'${part}'` : `'${part}':*` }));
  // The longer the rarer; names of orders have digits in them.
  const rank = (part: string): number => part.length + (/\p{N}/u.test(part) ? 2 : 0);
  const [rarest] = queries.toSorted((a, b) => rank(b.part) - rank(a.part));
  return { all: queries.map(({ query }) => query).join(' & '), rarest: rarest!.query };
}
