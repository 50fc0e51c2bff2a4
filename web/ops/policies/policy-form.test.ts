import { draftOf, freshRow, freshVariant, typedPolicy, type TypedGroup } from './policy-form';
import { parsed } from './policy-text';
import { fieldsOfPolicy, type FieldOf, type SchemaNode } from './policy-schema';
import { pathInWords, valueInWords, fieldAt } from './policy-words';
import { byPath } from './read-field';

const number = (more: Partial<SchemaNode> = {}): SchemaNode => ({
  type: 'number',
  minimum: 0,
  maximum: 1_000,
  ...more,
});
const object = (properties: Record<string, SchemaNode>, more: Partial<SchemaNode> = {}): SchemaNode => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  ...more,
});
const SCHEMA = object({
  offer: object(
    {
      lifetime_s: number({ exclusiveMinimum: 0, title: 'Lifetime' }),
      strategy: { $ref: '#/$defs/Strategy', title: 'Strategy' },
      later: {
        type: 'array',
        title: 'Later',
        maxItems: 3,
        items: object({
          after_s: number({ title: 'After' }),
          strategy: { type: 'string', enum: ['exclusive', 'wave'] },
          radius_m: { anyOf: [number(), { type: 'null' }], title: 'Radius', 'x-none': 'any distance' },
        }),
      },
      reasons: { type: 'array', items: { type: 'string', enum: ['far', 'pay'] } },
      channels: { type: 'array', 'x-ordered': true, items: { type: 'string', enum: ['push', 'sms'] } },
    },
    { title: 'Offers' },
  ),
  ladder: object({
    actions: {
      type: 'array',
      items: {
        oneOf: [
          object({ kind: { type: 'string', const: 'page' } }, { title: 'Page people' }),
          object({ kind: { type: 'string', const: 'raise_pay' }, minor: number({ type: 'integer' }) }),
        ],
      },
    },
  }),
  matching: object(
    {
      late: { type: 'boolean' },
      bundles: { type: 'boolean' },
      tuning: object({ work: number() }, { required: [] }),
    },
    { required: ['late'] },
  ),
});
const SECTIONS = fieldsOfPolicy({ ...SCHEMA, $defs: { Strategy: { type: 'string', enum: ['exclusive', 'wave'] } } });
const POLICY = {
  offer: {
    strategy: 'exclusive',
    lifetime_s: 45,
    later: [{ radius_m: null, strategy: 'wave', after_s: 60 }],
    reasons: ['pay', 'far'],
    channels: ['sms'],
  },
  ladder: { actions: [{ kind: 'raise_pay', minor: 100 }] },
  matching: { late: true },
};
const typed = () => typedPolicy(SECTIONS, POLICY) as Record<string, Record<string, never>>;
const draft = (given: object) => draftOf(SECTIONS, POLICY, given as TypedGroup);
const listAt = (path: string) => fieldAt(SECTIONS, path)!.field as FieldOf<'list'>;

it('what nobody has touched is no change, in whatever order its names and words stand', () => {
  expect(draft(typed())).toEqual({ changes: {}, errors: {}, count: 0 });
});

it('each kind of field comes back as what it was: number, word, switch, set, rows, shapes, none', () => {
  const given = typed();
  Object.assign(given['offer']!, {
    lifetime_s: '60',
    strategy: 'wave',
    later: [
      { after_s: '30', strategy: 'wave', radius_m: '500' },
      { after_s: '90', strategy: 'exclusive', radius_m: '' },
    ],
    reasons: [],
    channels: [{ value: 'push' }, { value: 'sms' }],
  });
  Object.assign(given['ladder']!, { actions: [{ kind: 'page' }, { kind: 'raise_pay', minor: '50' }] });
  Object.assign(given['matching']!, { late: false, bundles: 'false', tuning: { work: '0.5' } });
  expect(draft(given)).toEqual({
    changes: {
      offer: {
        lifetime_s: 60,
        strategy: 'wave',
        later: [
          { after_s: 30, strategy: 'wave', radius_m: 500 },
          { after_s: 90, strategy: 'exclusive', radius_m: null },
        ],
        reasons: [],
        channels: ['push', 'sms'],
      },
      ladder: { actions: [{ kind: 'page' }, { kind: 'raise_pay', minor: 50 }] },
      matching: { late: false, bundles: false, tuning: { work: 0.5 } },
    },
    errors: {},
    count: 9,
  });
});

it('what a policy may leave out is left to its default again by saying nothing', () => {
  const policy = { ...POLICY, matching: { late: true, bundles: false, tuning: { work: 1 } } };
  const given = typedPolicy(SECTIONS, policy) as Record<string, TypedGroup>;
  Object.assign(given['matching']!, { bundles: '', tuning: { work: '' } });
  expect(draftOf(SECTIONS, policy, given).changes).toEqual({ matching: { bundles: null, tuning: null } });
});

it('what cannot be read or is out of its limits is said at its field and is no change', () => {
  const given = typed();
  Object.assign(given['offer']!, { lifetime_s: '0', later: [{ after_s: 'soon', strategy: 'wave', radius_m: '2000' }] });
  Object.assign(given['ladder']!, { actions: [{ kind: 'raise_pay', minor: '1.5' }] });
  const { errors, count } = draft(given);
  expect(errors).toEqual({
    'offer.lifetime_s': 'must be above 0',
    'offer.later.0.after_s': 'must be a number',
    'offer.later.0.radius_m': 'must be at most 1000',
    'ladder.actions.0.minor': 'must be a whole number',
  });
  expect(count).toBe(0);
});

it('a new row has all of its fields, and one of several shapes begins with the first', () => {
  expect(freshRow(listAt('offer.later'))).toEqual({ after_s: '', strategy: 'exclusive', radius_m: '' });
  expect(freshRow(listAt('offer.channels'))).toEqual({ value: 'push' });
  expect(freshRow(listAt('ladder.actions'))).toEqual({ kind: 'page' });
  const shapes = listAt('ladder.actions').item as FieldOf<'variant'>;
  expect(freshVariant(shapes.variants[1]!)).toEqual({ kind: 'raise_pay', minor: '' });
});

it('what the server refuses stands at the field that its pointer means', () => {
  const pointer = '/changes/ladder/actions/0/minor';
  expect(byPath([{ pointer, message: 'too much' }])).toEqual({ 'ladder.actions.0.minor': 'too much' });
});

it('rows are said in words, and so is where they stand', () => {
  expect(pathInWords(SECTIONS, 'offer.later')).toBe('Offers: later');
  expect(pathInWords(SECTIONS, 'offer.later.1.after_s')).toBe('Offers: later, row 2, after');
  expect(pathInWords(SECTIONS, 'ladder.actions.0.minor')).toBe('Ladder: actions, row 1, minor');
  expect(pathInWords(SECTIONS, 'gone.field_x')).toBe('Gone: field x');
  expect(valueInWords(listAt('offer.later'), POLICY.offer.later)).toBe(
    'after 60 s, strategy wave, radius any distance',
  );
  const actions = [{ kind: 'page' }, { kind: 'raise_pay', minor: 100 }];
  expect(valueInWords(listAt('ladder.actions'), actions)).toBe('page people; raise pay (minor 100 minor units)');
});

it('text becomes fields, and what would be lost on the way is named', () => {
  const [offer] = SECTIONS;
  const text = (changes: object): string => JSON.stringify({ ...POLICY.offer, ...changes });
  const read = parsed(offer!, text({ lifetime_s: 30, reasons: ['far'] }));
  expect(read).toMatchObject({ problem: null, typed: { lifetime_s: '30', reasons: ['far'] } });
  expect(parsed(offer!, text({ surge: 2 }))).toEqual({ problem: 'surge is not what a policy has there' });
  expect(parsed(offer!, text({ lifetime_s: '30 s' }))).toEqual({
    problem: 'lifetime_s is not what a policy has there',
  });
  expect(parsed(offer!, '{')).toEqual({ problem: 'must be JSON' });
});
