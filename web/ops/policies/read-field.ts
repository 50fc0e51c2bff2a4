import type { Typed, TypedGroup } from './policy-form';
import type { Field, FieldOf } from './policy-schema';

/** By path: what cannot be read there. */
export type Errors = Record<string, string>;

/** `/changes/ladder/rungs/0/deadline_s` as `ladder.rungs.0.deadline_s`. The first thing that is wrong with a field is said. */
export const byPath = (problems: readonly { pointer: string; message: string }[]): Errors =>
  Object.fromEntries(
    problems
      .toReversed()
      .map(({ pointer, message }) => [pointer.replace(/^\/changes\//, '').replaceAll('/', '.'), message]),
  );

const textOf = (typed: Typed): string => (typeof typed === 'string' ? typed.trim() : '');

/** The value of what stands in a control. What cannot be read is written into `errors` and comes out as null. */
export function readField(field: Field, typed: Typed, path: string, errors: Errors): unknown {
  switch (field.kind) {
    case 'number':
      return readNumber(field, textOf(typed), path, errors);
    case 'switch':
      return typed === '' ? null : typed === true || typed === 'true';
    case 'set':
      // In the order of the schema: which was ticked first says nothing.
      return field.options.filter((option) => Array.isArray(typed) && (typed as unknown[]).includes(option));
    case 'list':
      return (typed as TypedGroup[]).map((row, at) => readRow(field.item, row, `${path}.${at}`, errors));
    case 'group':
      return readGroup(field, typed as TypedGroup, path, errors);
    case 'variant':
      return readVariant(field, typed as TypedGroup, path, errors);
    default: {
      const text = textOf(typed);
      return text === '' && (field.none !== null || field.isInherited) ? null : text;
    }
  }
}

const readRow = (item: Field, row: TypedGroup, path: string, errors: Errors): unknown =>
  item.kind === 'group' || item.kind === 'variant'
    ? readField(item, row, path, errors)
    : readField(item, row['value'] ?? '', path, errors);

/** A group that may be left out and says nothing is left out. */
function readGroup(field: FieldOf<'group'>, typed: TypedGroup, path: string, errors: Errors): unknown {
  const fields = readFields(field.fields, typed, path, errors);
  return field.isInherited && Object.keys(fields).length === 0 ? null : fields;
}

function readVariant({ variants }: FieldOf<'variant'>, typed: TypedGroup, path: string, errors: Errors): unknown {
  const variant = variants.find(({ value }) => value === typed['kind']);
  return variant
    ? { kind: variant.value, ...readFields(variant.fields, typed, path, errors) }
    : { kind: typed['kind'] };
}

const readFields = (fields: readonly Field[], typed: TypedGroup, path: string, errors: Errors): object =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = readField(field, typed[field.name] ?? '', `${path}.${field.name}`, errors);
      return value === null && field.isInherited ? [] : [[field.name, value]];
    }),
  );

function readNumber(field: FieldOf<'number'>, text: string, path: string, errors: Errors): number | null {
  if (text === '' && (field.none !== null || field.isInherited)) return null;
  const value = Number(text);
  const problem = text === '' || !Number.isFinite(value) ? 'must be a number' : outOfLimits(field, value);
  if (problem === null) return value;
  errors[path] = problem;
  return null;
}

function outOfLimits({ isWhole, min, isMinIncluded, max }: FieldOf<'number'>, value: number): string | null {
  if (isWhole && !Number.isInteger(value)) return 'must be a whole number';
  if (min !== null && (isMinIncluded ? value < min : value <= min)) {
    return `must be ${isMinIncluded ? 'at least' : 'above'} ${min}`;
  }
  return max !== null && value > max ? `must be at most ${max}` : null;
}
