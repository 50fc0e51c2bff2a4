import { randomUUID } from 'node:crypto';
import { OPS_LEVELS } from '../contracts/http';
import { tokens, useTestApi } from './api.test-support';
import { addDriver, useTown } from './town.test-support';
import { ENDPOINTS } from './openapi';

const api = useTestApi();
const town = useTown(api);
let driver: string;
beforeAll(async () => {
  driver = (await addDriver(api, town)).token;
});

const levelOf = (access: string): number =>
  OPS_LEVELS.indexOf(access.replace('ops.', '') as (typeof OPS_LEVELS)[number]);
const OPS = ENDPOINTS.filter(({ access }) => access.startsWith('ops.'));
/** Things that are not there: whoever may ask is told so, whoever may not is told that. */
const pathOf = (path: string): string =>
  path
    .replaceAll('{version}', '1')
    .replaceAll('{market_id}', 'nowhere')
    .replaceAll(/\{\w+\}/g, () => randomUUID());

const ask = async ({ method, path, body }: (typeof ENDPOINTS)[number], as: string): Promise<number> => {
  const response = await fetch(api.url + pathOf(path), {
    method: method.toUpperCase(),
    headers: { authorization: `Bearer ${as}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: '{}' }),
  });
  await response.body?.cancel();
  return response.status;
};

it.each(OPS_LEVELS)('a %s may do what the level allows and nothing above it, route by route', async (level) => {
  const { token } = await tokens.sign({ role: 'ops', sub: 'olga', level }, 600);
  for (const endpoint of OPS) {
    const status = await ask(endpoint, token);
    const name = `${endpoint.method} ${endpoint.path}: ${status}`;
    const mayCall = OPS_LEVELS.indexOf(level) >= levelOf(endpoint.access);
    expect([name, status === 403]).toEqual([name, !mayCall]);
    expect([name, status === 401 || status >= 500]).toEqual([name, false]);
  }
});

it('viewers act on nothing: what changes something asks for more', () => {
  const acting = OPS.filter(({ method }) => method !== 'get' && method !== 'delete');
  expect(acting.length).toBeGreaterThan(10);
  expect(acting.filter(({ access }) => access === 'ops.viewer').map(({ path }) => path)).toEqual([]);
});

it('merchants and drivers get through to nothing of operators', async () => {
  for (const endpoint of OPS) {
    for (const as of [town.merchant, driver]) {
      expect([endpoint.path, await ask(endpoint, as)]).toEqual([endpoint.path, 403]);
    }
  }
});
