/** As `GET /v1/ops/policy_schema` has it: the part of JSON Schema that policies are written in. */
export interface SchemaNode {
  $ref?: string;
  $defs?: Record<string, SchemaNode>;
  title?: string;
  description?: string;
  /** What null means. */
  'x-none'?: string;
  /** The order of its items says something. */
  'x-ordered'?: boolean;
  type?: string;
  const?: unknown;
  enum?: string[];
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  properties?: Record<string, SchemaNode>;
  required?: string[];
  items?: SchemaNode;
  minItems?: number;
  maxItems?: number;
  anyOf?: SchemaNode[];
  oneOf?: SchemaNode[];
}

interface Named {
  name: string;
  title: string;
  description: string;
  /** What it means when it says nothing; null: it always says something. */
  none: string | null;
  /** May be left out: then it has its default. */
  isInherited: boolean;
}

export type Field = Named &
  (
    | { kind: 'number'; isWhole: boolean; min: number | null; isMinIncluded: boolean; max: number | null }
    | { kind: 'switch' }
    | { kind: 'word' }
    | { kind: 'choice'; options: readonly string[] }
    | { kind: 'set'; options: readonly string[] }
    | { kind: 'list'; item: Field; min: number; max: number }
    | { kind: 'group'; fields: readonly Field[] }
    | { kind: 'variant'; variants: readonly Variant[] }
  );
export type FieldOf<Kind extends Field['kind']> = Extract<Field, { kind: Kind }>;

/** One of several shapes, told apart by `kind`. */
export interface Variant {
  value: string;
  title: string;
  fields: readonly Field[];
}

export const sentence = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ');

/** The sections of a policy and what they are made of. */
export function fieldsOfPolicy(schema: SchemaNode): FieldOf<'group'>[] {
  const root = fieldOf('', schema, schema.$defs ?? {}, true);
  return root.kind === 'group' ? root.fields.filter((field) => field.kind === 'group') : [];
}

type Definitions = Record<string, SchemaNode>;

function fieldOf(name: string, given: SchemaNode, definitions: Definitions, isRequired: boolean): Field {
  const target = definitions[given.$ref?.replace('#/$defs/', '') ?? ''];
  const node = target ? { ...target, ...given } : given;
  const inner = node.anyOf?.find(({ type }) => type !== 'null');
  if (inner) {
    const { anyOf: _, ...words } = node;
    const field = fieldOf(name, { ...inner, ...words }, definitions, isRequired);
    return { ...field, none: node['x-none'] ?? 'none' };
  }
  const named: Named = {
    name,
    title: node.title ?? sentence(name.replace(/_(s|m|minor|seconds)$/, '')),
    description: node.description ?? '',
    none: null,
    isInherited: !isRequired,
  };
  return { ...named, ...shapeOf(node, definitions) };
}

type Shape<Of = Field> = Of extends Field ? Omit<Of, keyof Named> : never;

function shapeOf(node: SchemaNode, definitions: Definitions): Shape {
  if (node.oneOf) return { kind: 'variant', variants: node.oneOf.map((one) => variantOf(one, definitions)) };
  if (node.properties) return { kind: 'group', fields: propertiesOf(node, definitions) };
  if (node.items) return listOf(node, node.items, definitions);
  if (node.enum) return { kind: 'choice', options: node.enum };
  if (node.type === 'boolean') return { kind: 'switch' };
  if (node.type !== 'number' && node.type !== 'integer') return { kind: 'word' };
  const min = node.exclusiveMinimum ?? node.minimum ?? null;
  const isMinIncluded = node.exclusiveMinimum === undefined;
  return { kind: 'number', isWhole: node.type === 'integer', min, isMinIncluded, max: node.maximum ?? null };
}

const propertiesOf = ({ properties = {}, required = [] }: SchemaNode, definitions: Definitions): Field[] =>
  Object.entries(properties).map(([name, node]) => fieldOf(name, node, definitions, required.includes(name)));

/** Words of which some are chosen are a set, unless their order counts. */
function listOf(node: SchemaNode, items: SchemaNode, definitions: Definitions): Shape {
  const item = fieldOf('', items, definitions, true);
  if (item.kind === 'choice' && !node['x-ordered']) return { kind: 'set', options: item.options };
  return { kind: 'list', item, min: node.minItems ?? 0, max: node.maxItems ?? Infinity };
}

function variantOf(node: SchemaNode, definitions: Definitions): Variant {
  const value = String(node.properties?.['kind']?.const);
  const fields = propertiesOf(node, definitions).filter(({ name }) => name !== 'kind');
  return { value, title: node.title ?? sentence(value), fields };
}
