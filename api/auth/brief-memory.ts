/** With more it begins anew: what is forgotten is asked again. */
const ENTRIES_MAX = 10_000;

/** Asks once per key and `ttlMs`, so that a burst of requests is one question. A look that failed is not remembered. */
export function briefMemory<Answer>(ttlMs: number, look: (key: string) => Promise<Answer>) {
  const known = new Map<string, { answer: Promise<Answer>; until: number }>();
  return (key: string): Promise<Answer> => {
    const now = Date.now();
    const hit = known.get(key);
    if (hit && hit.until > now) return hit.answer;
    if (known.size >= ENTRIES_MAX) known.clear();
    const answer = look(key);
    known.set(key, { answer, until: now + ttlMs });
    // A database that was away must not look like a no afterwards.
    answer.catch(() => known.delete(key));
    return answer;
  };
}
