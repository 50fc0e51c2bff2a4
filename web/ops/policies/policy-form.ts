import type { Policy } from './policies';

/** What stands in the fields: texts, and switches. Field names are `section.field`. */
export type Typed = Record<string, Record<string, string | boolean>>;

export type Kind = 'number' | 'switch' | 'word' | 'list';

export function kindOf(value: unknown): Kind {
  if (typeof value === 'boolean') return 'switch';
  if (typeof value === 'object' && value !== null) return 'list';
  return typeof value === 'string' ? 'word' : 'number';
}

const textOf = (value: unknown): string | boolean => {
  if (typeof value === 'boolean') return value;
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

export const typedOf = (policy: Policy): Typed => mapFields(policy, (value) => textOf(value));

function mapFields<To>(policy: Policy, change: (value: unknown) => To): Record<string, Record<string, To>> {
  return Object.fromEntries(
    Object.entries(policy).map(([section, fields]) => [
      section,
      Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, change(value)])),
    ]),
  );
}

export interface Draft {
  /** Only what differs, as the API takes it. */
  changes: Policy;
  /** By `section.field`: what cannot be read. */
  errors: Record<string, string>;
  count: number;
}

/** What was typed against what is in force. The server judges the sense of it; here only what cannot be read is refused. */
export function draftOf(policy: Policy, typed: Typed): Draft {
  const changes: Policy = {};
  const errors: Record<string, string> = {};
  let count = 0;
  for (const [section, fields] of Object.entries(policy)) {
    for (const [field, before] of Object.entries(fields)) {
      const given = typed[section]?.[field];
      if (given === undefined || given === textOf(before)) continue;
      try {
        (changes[section] ??= {})[field] = parse(given, before);
        count += 1;
      } catch (error) {
        errors[`${section}.${field}`] = (error as Error).message;
      }
    }
  }
  return { changes, errors, count };
}

function parse(given: string | boolean, before: unknown): unknown {
  if (typeof given === 'boolean') return given;
  const text = given.trim();
  switch (kindOf(before)) {
    case 'list':
      return parseList(text);
    case 'word':
      return text;
    default:
      return parseNumber(text);
  }
}

/** Nothing stands for “none” where the policy knows that: the server refuses it elsewhere. */
function parseNumber(text: string): number | null {
  if (text === '') return null;
  const value = Number(text);
  if (!Number.isFinite(value)) throw new Error('must be a number');
  return value;
}

function parseList(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error('must be JSON');
  }
}
