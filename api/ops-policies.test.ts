import { tokens, useTestApi } from './api.test-support';
import { placeOrder, useTown } from './town.test-support';

const api = useTestApi();
const town = useTown(api, beforeEach);
let manager: string;
beforeAll(async () => {
  manager = (await tokens.sign({ role: 'ops', sub: 'maria', level: 'manager' }, 600)).token;
});

const path = (rest = ''): string => `/v1/ops/policies/${town.marketId}${rest}`;
const get = (rest = '') => api.call('GET', path(rest), { as: town.ops });
const publish = (body: object, as = manager) => api.call('POST', path('/versions'), { as, body });
const LIFETIME = { offer: { lifetime_s: 30 } };

it('a version is published from the one that was seen, and orders placed from then on are under it', async () => {
  const before = await placeOrder(api, town);
  const { status, body } = await publish({ based_on: 1, changes: LIFETIME, reason: 'drivers answer fast' });
  expect([status, body.version, body.current, body.created_by, body.policy.offer.lifetime_s]).toEqual([
    201,
    2,
    true,
    'maria',
    30,
  ]);
  const late = await publish({ based_on: 1, changes: { pool: { offers_max: 9 } }, reason: 'late' });
  expect([late.status, late.body.code]).toEqual([409, 'policy_changed']);
  const after = await placeOrder(api, town);
  const versions = await Promise.all(
    [before, after].map(
      async (id) => (await api.database.prisma.order.findUniqueOrThrow({ where: { id } })).policyVersion,
    ),
  );
  expect(versions).toEqual([1, 2]);
  expect((await get()).body).toEqual(body);
});

it('of several who publish from the same version one gets through', async () => {
  const all = await Promise.all(
    Array.from({ length: 6 }, (_, at) =>
      publish({ based_on: 1, changes: { offer: { lifetime_s: 20 + at } }, reason: 'x' }),
    ),
  );
  expect(all.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409, 409, 409]);
});

it('versions are listed and compared, and every publication is remembered', async () => {
  await publish({ based_on: 1, changes: LIFETIME, reason: 'first' });
  await publish({ based_on: 2, changes: { pool: { radii: [{ after_s: 0, radius_m: null }] } }, reason: 'second' });
  const first = await get('/versions?limit=2');
  expect(first.body.data.map(({ version }: { version: number }) => version)).toEqual([3, 2]);
  const rest = await get(`/versions?limit=2&cursor=${first.body.next_cursor}`);
  expect([rest.body.data[0].version, rest.body.next_cursor]).toEqual([1, null]);
  const { changes } = (await get('/difference?from=1&to=3')).body;
  expect(changes.map((change: { path: string }) => change.path)).toEqual(['offer.lifetime_s', 'pool.radii']);
  expect((await get('/versions/2')).body).toMatchObject({ reason: 'first', current: false });
  expect((await get('/versions/9')).status).toBe(404);
  const where = { marketId: town.marketId, type: 'policy.added' };
  const events = await api.database.prisma.event.findMany({ where, orderBy: { id: 'asc' } });
  expect(events.map(({ subjectId, actor }) => [subjectId, (actor as { id: string }).id])).toEqual([
    ['1', 'root'],
    ['2', 'maria'],
    ['3', 'maria'],
  ]);
  expect(events[1]).toMatchObject({ before: { offer: { lifetimeS: 45 } }, after: { offer: { lifetimeS: 30 } } });
});

it('a draft shows what differs and what is wrong, and stores nothing', async () => {
  const body = { based_on: 1, changes: { ...LIFETIME, presence: { nudge_s: 400 } } };
  const draft = await api.call('POST', path('/drafts'), { as: town.ops, body });
  expect(draft.body.changes).toEqual([
    { path: 'offer.lifetime_s', before: 45, after: 30 },
    { path: 'presence.nudge_s', before: 180, after: 400 },
  ]);
  expect(draft.body.problems).toEqual([{ pointer: '/changes/presence/pause_s', message: 'must be above nudge_s' }]);
  const refused = await publish({ ...body, reason: 'x' });
  expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/changes/presence/pause_s']);
  expect((await get()).body.version).toBe(1);
});

it('what forms are built from names limits, words and the default of everything, also of what a policy leaves out', async () => {
  const { status, body } = await api.call('GET', '/v1/ops/policy_schema', { as: town.ops });
  const { offer, ladder, matching, shift } = body.schema.$defs.Policy.properties;
  expect([status, offer.properties.lifetime_s]).toMatchObject([
    200,
    { title: 'Lifetime', type: 'number', exclusiveMinimum: 0, maximum: 604_800 },
  ]);
  expect(shift.properties.missed_offers_max['x-none']).toBe('never');
  expect(ladder.properties.rungs.items.properties.actions.items.oneOf.length).toBeGreaterThan(5);
  expect(matching.required).not.toContain('tuning');
  expect(body.defaults.offer.lifetime_s).toBe(45);
  expect(body.defaults.matching).toMatchObject({ bundle_across_places: true, tuning: { lateness: 5 } });
  const fields = Object.values<{ title: string; properties: object }>(body.schema.$defs.Policy.properties).flatMap(
    (section) => [section, ...Object.values<{ title: string }>(section.properties as never)],
  );
  expect(fields.filter(({ title }) => !title)).toEqual([]);
});

it('what a policy may leave out is left to its default again by null, and nothing else is', async () => {
  const matching = { tuning: { work: 0.3 }, bundle_across_places: false };
  await publish({ based_on: 1, changes: { matching }, reason: 'try' });
  const set = (await get()).body.policy.matching;
  expect([set.tuning, set.bundle_across_places]).toEqual([{ work: 0.3 }, false]);
  const back = await publish({ based_on: 2, changes: { matching: { tuning: null } }, reason: 'back' });
  expect([back.status, 'tuning' in back.body.policy.matching]).toEqual([201, false]);
  expect(back.body.policy.matching.bundle_across_places).toBe(false);
  const needed = await publish({ based_on: 3, changes: { matching: { repositioning: null } }, reason: 'x' });
  expect([needed.status, needed.body.errors[0].pointer]).toEqual([422, '/changes/matching/repositioning']);
});

it('numbers out of range and unknown fields are refused by name; only managers publish', async () => {
  const range = await publish({ based_on: 1, changes: { offer: { lifetime_s: -1 } }, reason: 'x' });
  expect([range.status, range.body.errors[0].pointer]).toEqual([422, '/changes/offer/lifetime_s']);
  expect((await publish({ based_on: 1, changes: { offer: { lifetime: 1 } }, reason: 'x' })).status).toBe(422);
  expect((await publish({ based_on: 1, changes: LIFETIME, reason: 'x' }, town.ops)).status).toBe(403);
  expect((await publish({ based_on: 7, changes: LIFETIME, reason: 'x' })).status).toBe(404);
});
