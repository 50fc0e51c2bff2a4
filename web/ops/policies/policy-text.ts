import { typedOf, type Typed } from './policy-form';
import type { FieldOf } from './policy-schema';
import { readField } from './read-field';

export type Parsed = { problem: null; typed: Typed } | { problem: string };

/** A section from its text. A name that the form does not have would be lost in silence: it is said instead. */
export function parsed(section: FieldOf<'group'>, text: string): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'must be JSON' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { problem: 'must be an object' };
  const typed = typedOf(section, value);
  const kept = readField(section, typed, '', {});
  const lost = lostIn(value, kept, '');
  return lost === null ? { problem: null, typed } : { problem: `${lost} is not what a policy has there` };
}

/** The first path whose value did not come through; null when all have. */
function lostIn(given: unknown, kept: unknown, path: string): string | null {
  if (typeof given !== 'object' || given === null) {
    return given === kept || (given === null && kept === undefined) ? null : path;
  }
  if (typeof kept !== 'object' || kept === null || Array.isArray(given) !== Array.isArray(kept)) return path;
  // Ticked words come back in the form's own order.
  if (isWords(given)) return isWords(kept) && same(given, kept) ? null : path;
  const inside = kept as Record<string, unknown>;
  for (const [name, value] of Object.entries(given)) {
    const lost = lostIn(value, inside[name], path === '' ? name : `${path}.${name}`);
    if (lost !== null) return lost;
  }
  return null;
}

const isWords = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');

const same = (one: string[], other: string[]): boolean =>
  JSON.stringify(one.toSorted()) === JSON.stringify(other.toSorted());
