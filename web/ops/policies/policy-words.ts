import { count, money, MISSING } from '../../shared/format';
import { sentence, type Field, type FieldOf } from './policy-schema';

const UNITS: readonly (readonly [ending: RegExp, unit: string])[] = [
  [/(^|_)(s|seconds)$/, 's'],
  [/(^|_)minor$/, 'minor units'],
  [/_m$/, 'm'],
];

/** As the API names its fields: `lifetime_s` is seconds. */
export const unitOf = (name: string): string | null => UNITS.find(([ending]) => ending.test(name))?.[1] ?? null;

/** The same number as people think of it: 900 s as `15 min`, 320 minor units as `€3.20`; empty where it says no more. */
export function inHumanTerms(name: string, value: number, currency: string): string {
  if (!Number.isFinite(value)) return '';
  switch (unitOf(name)) {
    case 's':
      return inHumanTime(value);
    case 'minor units':
      return money(value, currency);
    default:
      return '';
  }
}

export function inHumanTime(seconds: number): string {
  if (seconds < 120) return '';
  if (seconds < 7200) return `${trimmed(seconds / 60)} min`;
  return `${trimmed(seconds / 3600)} h`;
}

const trimmed = (value: number): string => String(Math.round(value * 10) / 10);

/** What may stand there: `from 1 to 50`. */
export function limitsOf({ min, isMinIncluded, max }: FieldOf<'number'>): string {
  const from = min === null ? '' : `${isMinIncluded ? 'from' : 'above'} ${count(min)}`;
  return [from, max === null ? '' : `to ${count(max)}`].filter(Boolean).join(' ');
}

interface Found {
  section: Field;
  field: Field;
  /** The titles on the way there, rows by their numbers. */
  words: string[];
}

/** A field by its path, as `offer.lifetime_s`; null for one that this server's schema does not have any more. */
export function fieldAt(sections: readonly FieldOf<'group'>[], path: string): Found | null {
  const [first, ...names] = path.split('.');
  const section = sections.find(({ name }) => name === first);
  if (!section) return null;
  let field: Field = section;
  const words: string[] = [];
  for (const name of names) {
    const next = inside(field, name);
    if (!next) return null;
    words.push(field.kind === 'list' ? `row ${Number(name) + 1}` : next.title.toLowerCase());
    field = next;
  }
  return { section, field, words };
}

/** What is called so in a field, whichever of its shapes has it. */
function inside(field: Field, name: string): Field | undefined {
  switch (field.kind) {
    case 'group':
      return field.fields.find((one) => one.name === name);
    case 'variant':
      return field.variants.flatMap(({ fields }) => fields).find((one) => one.name === name);
    case 'list':
      return field.item;
    default:
      return undefined;
  }
}

/** `Ladder: rungs, row 1, deadline`, also of a field that has no words. */
export function pathInWords(sections: readonly FieldOf<'group'>[], path: string): string {
  const found = fieldAt(sections, path);
  const [section = '', ...names] = path.split('.');
  if (!found) return [sentence(section), names.join(' ').replaceAll('_', ' ')].filter(Boolean).join(': ');
  return [found.section.title, found.words.filter(Boolean).join(', ')].filter(Boolean).join(': ');
}

/** A value as people say it: rows one after the other, choices by their titles. */
export function valueInWords(field: Field | null, value: unknown): string {
  if (value === null || value === undefined) return field?.none ?? (field?.isInherited ? 'the default' : 'none');
  switch (field?.kind) {
    case 'switch':
      return value === true ? 'on' : 'off';
    case 'set':
      return (value as string[]).map(plain).join(', ') || 'none';
    case 'list':
      return (value as unknown[]).map((item) => valueInWords(field.item, item)).join('; ') || 'none';
    case 'group':
      return fieldsInWords(field.fields, value as Record<string, unknown>);
    case 'variant':
      return variantInWords(field, value as Record<string, unknown>);
    case 'choice':
      return plain(value as string);
    default:
      return typeof value === 'string' ? value : JSON.stringify(value);
  }
}

const plain = (code: string): string => code.replaceAll('_', ' ');

const fieldsInWords = (fields: readonly Field[], values: Record<string, unknown>): string =>
  fields
    .filter(({ name }) => name in values)
    .map((field) => {
      const unit = typeof values[field.name] === 'number' ? unitOf(field.name) : null;
      return `${field.title.toLowerCase()} ${valueInWords(field, values[field.name])}${unit ? ` ${unit}` : ''}`;
    })
    .join(', ') || MISSING;

function variantInWords({ variants }: FieldOf<'variant'>, value: Record<string, unknown>): string {
  const variant = variants.find((one) => one.value === value['kind']);
  if (!variant) return JSON.stringify(value);
  const own = variant.fields.length > 0 ? ` (${fieldsInWords(variant.fields, value)})` : '';
  return `${variant.title.toLowerCase()}${own}`;
}
