import type { Policy } from './policies';
import { readField, type Errors } from './read-field';
import type { Field, FieldOf, Variant } from './policy-schema';

/** What stands in a control: texts, switches, chosen words, rows, groups. Paths are names with dots: `ladder.rungs.0.when`. */
export type Typed = string | boolean | string[] | TypedGroup[] | TypedGroup;
export interface TypedGroup {
  [name: string]: Typed;
}

/** How a value stands in the form. Nothing is an empty text, and a row of a list is always a group. */
export function typedOf(field: Field, value: unknown): Typed {
  switch (field.kind) {
    case 'switch':
      return field.isInherited ? textOf(value) : value === true;
    case 'set':
      return Array.isArray(value) ? value.map(String) : [];
    case 'list':
      return (Array.isArray(value) ? value : []).map((item) => rowOf(field.item, item));
    case 'group':
      return typedGroup(field.fields, value);
    case 'choice':
      // A select always shows one of its words: what it shows is what it says.
      return textOf(value) || (field.isInherited || field.none !== null ? '' : (field.options[0] ?? ''));
    case 'variant':
      return typedVariant(field, value);
    default:
      return textOf(value);
  }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

const rowOf = (item: Field, value: unknown): TypedGroup => {
  const typed = typedOf(item, value);
  return typeof typed === 'object' && !Array.isArray(typed) ? typed : { value: typed };
};

function typedGroup(fields: readonly Field[], value: unknown): TypedGroup {
  const record = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return Object.fromEntries(fields.map((field) => [field.name, typedOf(field, record[field.name])]));
}

function typedVariant({ variants }: FieldOf<'variant'>, value: unknown): TypedGroup {
  const kind = (value as { kind?: unknown } | null | undefined)?.kind;
  const variant = variants.find((one) => one.value === kind) ?? variants[0];
  return variant ? freshVariant(variant, value) : {};
}

export const freshVariant = (variant: Variant, value?: unknown): TypedGroup => ({
  kind: variant.value,
  ...typedGroup(variant.fields, value),
});

/** A new row of a list. */
export const freshRow = (list: FieldOf<'list'>): TypedGroup => rowOf(list.item, undefined);

export const typedPolicy = (sections: readonly FieldOf<'group'>[], policy: Policy): TypedGroup =>
  Object.fromEntries(sections.map((section) => [section.name, typedGroup(section.fields, policy[section.name])]));

export interface Draft {
  /** Only what differs, as the API takes it. */
  changes: Policy;
  /** By path: what cannot be read. */
  errors: Errors;
  count: number;
}

/** What was typed against what is in force. The server judges the sense of it; here only what cannot be read is refused. */
export function draftOf(sections: readonly FieldOf<'group'>[], policy: Policy, typed: TypedGroup): Draft {
  const draft: Draft = { changes: {}, errors: {}, count: 0 };
  for (const section of sections) {
    const given = typed[section.name] as TypedGroup | undefined;
    for (const field of section.fields) {
      if (given?.[field.name] === undefined) continue;
      addField(draft, section.name, field, policy[section.name]?.[field.name], given[field.name] as Typed);
    }
  }
  return draft;
}

function addField(draft: Draft, section: string, field: Field, before: unknown, given: Typed): void {
  // Both are read the same way, so that neither the order of names nor what the form does not know is a change.
  const standing = readField(field, typedOf(field, before), '', {});
  const errors: Errors = {};
  const value = readField(field, given, `${section}.${field.name}`, errors);
  Object.assign(draft.errors, errors);
  if (Object.keys(errors).length > 0 || JSON.stringify(value) === JSON.stringify(standing)) return;
  (draft.changes[section] ??= {})[field.name] = value;
  draft.count += 1;
}
