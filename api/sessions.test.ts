import { type Reply, startTestApi, tokens, useTestApi } from './api.test-support';
import { addDriver, useTown } from './town.test-support';

const api = useTestApi();
const town = useTown(api);
let manager: string;
beforeAll(async () => {
  manager = (await tokens.sign({ role: 'ops', sub: 'mia', level: 'manager' }, 600)).token;
});
afterEach(() => jest.restoreAllMocks());

const post = (path: string, body: object = {}, as?: string): Promise<Reply> => api.call('POST', path, { as, body });
const get = async (path: string, as: string): Promise<number> => (await api.call('GET', path, { as })).status;
const remove = async (path: string, as: string): Promise<number> => (await api.call('DELETE', path, { as })).status;
/** Sessions that were ended elsewhere are noticed within seconds: later than that. */
const later = (): void => void jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 6_000);

async function driverLink(): Promise<{ driverId: string; code: string }> {
  const { id: driverId } = await addDriver(api, town, { available: false });
  const { status, body } = await post(`/v1/ops/drivers/${driverId}/sign_in_links`, {}, town.ops);
  expect(status).toBe(201);
  expect(body.url).toContain(`/driver#code=${body.code}`);
  return { driverId, code: body.code };
}
async function signedIn() {
  const { driverId, code } = await driverLink();
  const { body } = await post('/v1/driver/sessions', { code });
  return { driverId, ...(body as { session_id: string; token: string; refresh_token: string }) };
}
const refresh = (refresh_token: string): Promise<Reply> => post('/v1/driver/sessions/refresh', { refresh_token });

describe('a driver', () => {
  it('signs in with a link once: the second time it has ended', async () => {
    const { driverId, code } = await driverLink();
    const first = await post('/v1/driver/sessions', { code });
    expect(first.status).toBe(201);
    expect((await api.call('GET', '/v1/driver', { as: first.body.token })).body.id).toBe(driverId);
    expect(Date.parse(first.body.expires_at) - Date.now()).toBeLessThan(901_000);
    const second = await post('/v1/driver/sessions', { code });
    expect([second.status, second.body.code]).toEqual([401, 'link_ended']);
  });

  it('of two phones that open a link at once, one is signed in', async () => {
    const { code } = await driverLink();
    const both = await Promise.all([post('/v1/driver/sessions', { code }), post('/v1/driver/sessions', { code })]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 401]);
  });

  it('is refused with a link that is too old, is made up, or is for another role', async () => {
    const { code } = await driverLink();
    expect((await post('/v1/ops/sessions', { code })).status).toBe(401);
    expect((await post('/v1/driver/sessions', { code: `sgn_${'x'.repeat(32)}` })).body.code).toBe('link_ended');
    expect((await post('/v1/driver/sessions', { code: 'hello' })).status).toBe(422);
    await api.database.prisma.signInLink.updateMany({ data: { expiresAt: new Date(Date.now() - 1_000) } });
    expect((await post('/v1/driver/sessions', { code })).body.code).toBe('link_ended');
  });

  it('refreshes, and repeats a refresh whose answer was lost', async () => {
    const { refresh_token: first } = await signedIn();
    const { body: lost } = await refresh(first);
    const { status, body: kept } = await refresh(first);
    expect(status).toBe(200);
    expect(await get('/v1/driver', kept.token)).toBe(200);
    expect((await refresh(kept.refresh_token)).status).toBe(200);
    expect(lost.refresh_token).not.toBe(kept.refresh_token);
  });

  it('whose refresh token is in two hands is signed out of both', async () => {
    const { refresh_token: stolen } = await signedIn();
    const { body: thief } = await refresh(stolen);
    const { body: owner } = await refresh(stolen);
    expect((await refresh(thief.refresh_token)).body.code).toBe('session_ended');
    expect((await refresh(owner.refresh_token)).body.code).toBe('session_ended');
    expect(await get('/v1/driver', owner.token)).toBe(401);
  });

  it('signs out here, and elsewhere stays signed in', async () => {
    const here = await signedIn();
    const there = await signedIn();
    expect(await remove('/v1/driver/session', here.token)).toBe(204);
    later();
    expect(await get('/v1/driver', here.token)).toBe(401);
    expect((await refresh(here.refresh_token)).body.code).toBe('session_ended');
    expect(await get('/v1/driver', there.token)).toBe(200);
  });

  it('who lost his phone is signed out by his dispatcher, and links that were sent stop working', async () => {
    const { driverId, token, refresh_token } = await signedIn();
    const { body: link } = await post(`/v1/ops/drivers/${driverId}/sign_in_links`, {}, town.ops);
    expect(await remove(`/v1/ops/drivers/${driverId}/sessions`, town.ops)).toBe(204);
    later();
    expect(await get('/v1/driver', token)).toBe(401);
    expect((await refresh(refresh_token)).status).toBe(401);
    expect((await post('/v1/driver/sessions', { code: link.code })).status).toBe(401);
  });

  it('whose account is closed can neither sign in nor refresh', async () => {
    const { driverId, code } = await driverLink();
    const { refresh_token, driverId: other } = await signedIn();
    for (const id of [driverId, other]) {
      await api.call('PATCH', `/v1/admin/drivers/${id}`, { as: api.admin, body: { active: false } });
    }
    expect((await post('/v1/driver/sessions', { code })).status).toBe(401);
    expect((await refresh(refresh_token)).status).toBe(401);
  });

  it('gets no link from a viewer, nor from an operator of other markets', async () => {
    const { id } = await addDriver(api, town, { available: false });
    const viewer = await tokens.sign({ role: 'ops', sub: 'v', level: 'viewer' }, 60);
    const elsewhere = await tokens.sign({ role: 'ops', sub: 'e', level: 'manager', markets: ['elsewhere'] }, 60);
    const ask = async (as: string) => (await post(`/v1/ops/drivers/${id}/sign_in_links`, {}, as)).status;
    expect([await ask(viewer.token), await ask(elsewhere.token)]).toEqual([403, 404]);
  });
});

describe('an operator', () => {
  const invite = (body: object, as = manager): Promise<Reply> => post('/v1/ops/sign_in_links', body, as);

  it('signs in with the level and the markets of the invitation, refreshes, and signs out', async () => {
    const { body: link } = await invite({ name: 'vera', level: 'viewer', market_ids: [town.marketId] });
    const { body: session } = await post('/v1/ops/sessions', { code: link.code });
    expect(await get(`/v1/ops/board?market_id=${town.marketId}`, session.token)).toBe(200);
    expect((await invite({ name: 'x', level: 'viewer' }, session.token)).status).toBe(403);
    const { body: next } = await post('/v1/ops/sessions/refresh', { refresh_token: session.refresh_token });
    expect(await remove('/v1/ops/session', next.token)).toBe(204);
    later();
    expect(await get('/v1/ops/markets', next.token)).toBe(401);
  });

  it('is listed for managers, who can sign him out', async () => {
    const { body: link } = await invite({ name: 'otto', level: 'operator' });
    const { body: session } = await post('/v1/ops/sessions', { code: link.code });
    const { body: list } = await api.call('GET', '/v1/ops/sessions', { as: manager });
    expect(list.data).toContainEqual(
      expect.objectContaining({ id: session.session_id, name: 'otto', level: 'operator', invited_by: 'mia' }),
    );
    expect(await remove(`/v1/ops/sessions/${session.session_id}`, manager)).toBe(204);
    later();
    expect(await get('/v1/ops/markets', session.token)).toBe(401);
  });

  it('gives away no market that is not his, and does not see or end sessions of others', async () => {
    const own = (await tokens.sign({ role: 'ops', sub: 'lou', level: 'manager', markets: [town.marketId] }, 60)).token;
    expect((await invite({ name: 'x', level: 'viewer', market_ids: ['elsewhere'] }, own)).status).toBe(422);
    const { body: link } = await invite({ name: 'everywhere', level: 'viewer' });
    const { body: session } = await post('/v1/ops/sessions', { code: link.code });
    const { body: list } = await api.call('GET', '/v1/ops/sessions', { as: own });
    expect(list.data.map(({ name }: { name: string }) => name)).not.toContain('everywhere');
    expect(await remove(`/v1/ops/sessions/${session.session_id}`, own)).toBe(404);
    const { body: narrow } = await invite({ name: 'y', level: 'viewer' }, own);
    const { body: narrowed } = await post('/v1/ops/sessions', { code: narrow.code });
    const { body: markets } = await api.call('GET', '/v1/ops/markets', { as: narrowed.token });
    expect(markets.data.map(({ id }: { id: string }) => id)).toEqual([town.marketId]);
  });
});

it('nobody can try codes without end', async () => {
  const tight = await startTestApi({ OUTRIDER_RATE_LIMIT_ANONYMOUS_PER_MINUTE: '2' });
  try {
    const body = { code: `sgn_${'x'.repeat(32)}` };
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await tight.call('POST', '/v1/driver/sessions', { body })).status);
    expect(statuses).toEqual([401, 401, 429]);
  } finally {
    await tight.stop();
  }
});
