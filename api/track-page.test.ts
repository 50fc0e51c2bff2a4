import { createEtaActivities } from '../activities/eta';
import { createEtaStore } from '../db/eta-store';
import { useTestApi } from './api.test-support';
import { openTrackedTown, type TrackedTown } from './tracking.test-support';

const api = useTestApi({ OUTRIDER_EMBED_ORIGINS: 'https://shop.example https://eat.example' });
let town: TrackedTown;
beforeAll(async () => {
  town = await openTrackedTown(api);
});

async function open(token: string, { query = '', headers = {} }: { query?: string; headers?: object } = {}) {
  const response = await fetch(`${api.url}/track/${token}${query}`, { headers: { ...headers } });
  const html = await response.text();
  const text = html.replaceAll(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
  return { status: response.status, headers: response.headers, html, text };
}

test('the first HTML says where the order is and when it comes', async () => {
  const { orderId, token } = await town.tracked();
  await town.accept(orderId, await town.addDriver());
  await createEtaActivities({ etas: createEtaStore(api.database.prisma), relay: { nudge() {} } }).keepEtas({
    marketId: town.marketId,
  });
  const { status, html, text } = await open(token);
  expect(status).toBe(200);
  expect(text).toContain('Marta will collect your order');
  expect(text).toMatch(/\d\d:\d\d–\d\d:\d\d in about \d+ minutes/);
  expect(html).toMatch(/<title>Order \w{4} from Tasca<\/title>/);
  expect(html.indexOf('Marta will collect')).toBeLessThan(8_000 + html.indexOf('</style>'));
});

test('is kept by nobody, found by nobody, framed by nobody, and sends nobody on with its address', async () => {
  const { token } = await town.tracked();
  const { headers, html } = await open(token);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-robots-tag')).toContain('noindex');
  const policy = headers.get('content-security-policy')!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(html).not.toMatch(/\son\w+=|javascript:|style="/);
});

test('in a frame it is shown by the sites that were named, and by no others', async () => {
  const { token } = await town.tracked();
  const { headers, html } = await open(token, { query: '?embed=1' });
  expect(headers.get('content-security-policy')).toContain('frame-ancestors https://shop.example https://eat.example');
  expect(headers.get('x-frame-options')).toBeNull();
  expect(html).toContain('data-embedded');
  const script = await fetch(`${api.url}/embed/track.js`);
  expect([script.status, script.headers.get('cross-origin-resource-policy')]).toEqual([200, 'cross-origin']);
});

test('speaks the language of the reader, or the one that the shop asks for', async () => {
  const { token } = await town.tracked();
  const spoken = async (accept: string, query = '') =>
    (await open(token, { query, headers: { 'accept-language': accept } })).text;
  expect(await spoken('pt-PT,pt;q=0.9')).toContain('está a preparar o seu pedido');
  expect(await spoken('sv, de;q=0.5')).toContain('bereitet deine Bestellung zu');
  expect(await spoken('pt', '?lang=fr')).toContain('prépare votre commande');
  expect(await spoken('sv')).toContain('is preparing your order');
  expect((await open(token, { query: '?lang=%22%3E%3Cscript%3E' })).html).not.toContain('"><script>');
});

test('speaks the language of the order to a browser that speaks none of ours', async () => {
  const dropoff = { name: 'Ana', address: 'Rua A 1', location: { lat: 38.7201, lng: -9.1502 }, language: 'pt' };
  const { token } = await town.tracked({ dropoff });
  expect((await open(token, { headers: { 'accept-language': 'sv' } })).text).toContain('está a preparar');
});

test('before an order is placed its time can be asked for, and nothing is placed', async () => {
  const body = {
    pickup: { location: { lat: 38.7123, lng: -9.1438 } },
    dropoff: { location: { lat: 38.7201, lng: -9.1502 } },
  };
  const orders = await api.database.prisma.order.count();
  const { status, body: told } = await api.call('POST', '/v1/estimates', { as: town.merchant, body });
  expect(status).toBe(200);
  const [low, median, high] = [told.low, told.median, told.high].map((at: string) => Date.parse(at));
  expect(low).toBeGreaterThan(Date.now());
  expect([low! < median!, median! < high!, Date.parse(told.pickup_at) < median!]).toEqual([true, true, true]);
  const late = { ...body, pickup: { ...body.pickup, ready_at: new Date(Date.now() + 3_000_000).toISOString() } };
  const later = await api.call('POST', '/v1/estimates', { as: town.merchant, body: late });
  expect(Date.parse(later.body.low)).toBeGreaterThan(Date.now() + 3_000_000);
  const past = { ...body, pickup: { ...body.pickup, ready_at: '2020-01-01T00:00:00Z' } };
  expect((await api.call('POST', '/v1/estimates', { as: town.merchant, body: past })).status).toBe(422);
  expect((await api.call('POST', '/v1/estimates', { as: town.ops, body })).status).toBe(403);
  expect(await api.database.prisma.order.count()).toBe(orders);
});

test('comes in the theme that was chosen', async () => {
  const { token } = await town.tracked();
  expect((await open(token)).html).not.toContain('data-theme="');
  const dark = await open(token, { headers: { cookie: 'a=b; outrider_theme=dark' } });
  expect(dark.html).toContain('data-theme="dark"');
  const evil = await open(token, { headers: { cookie: 'outrider_theme=dark"><script>' } });
  expect(evil.html).not.toContain('data-theme="');
});

test('a link that has ended says so, and nothing else', async () => {
  const { orderId, token } = await town.tracked();
  await api.call('DELETE', `/v1/orders/${orderId}/tracking_links`, { as: town.merchant });
  for (const dead of [token, 'trk_00000000000000000000000000000000', 'nonsense']) {
    const { status, text } = await open(dead);
    expect(status).toBe(404);
    expect(text).toContain('This link has ended');
    expect(text).not.toContain('Tasca');
  }
});
