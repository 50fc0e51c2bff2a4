import type { Fact, Facts } from '../db/audit';
import type { Actor } from '../domain/actor';

/** What somebody has just seen of people. */
export type Look = Omit<Fact, 'type' | 'data'> & { what: string; data?: Record<string, unknown> };
export type Looks = ReturnType<typeof createLooks>;

/** A page that keeps looking at the same thing looks once per this time. */
const ONE_LOOK_MS = 15 * 60_000;
const REMEMBERED_MAX = 50_000;

/** Looks at personal data are audited, before they are answered. */
export function createLooks(facts: Facts) {
  const seen = new Map<string, number>();

  function isNew(key: string): boolean {
    const now = Date.now();
    if ((seen.get(key) ?? 0) > now - ONE_LOOK_MS) return false;
    if (seen.size >= REMEMBERED_MAX) seen.clear();
    seen.set(key, now);
    return true;
  }

  return async ({ what, data = {}, ...where }: Look, actor: Actor): Promise<void> => {
    const key = JSON.stringify([actor.type, actor.id, what, data, where]);
    if (!isNew(key)) return;
    try {
      await facts.record({ ...where, type: 'personal.viewed', data: { what, ...data } }, actor);
    } catch (error) {
      seen.delete(key);
      throw error;
    }
  };
}
