import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { createEtaActivities } from '../../activities/eta';
import { startTestApi, type TestApi } from '../../api/api.test-support';
import { openTrackedTown, type Tracked, type TrackedTown } from '../../api/tracking.test-support';
import { projectRoot } from '../../config';
import { createEtaStore } from '../../db/eta-store';
import { chromiumPath } from '../support/chromium';
import { eventually } from '../support/eventually';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const SCRIPT_BUDGET_BYTES = 100_000;
const DOOR = { lat: 38.7201, lng: -9.1502 };
const USUAL = { width: 390, height: 844 };

jest.setTimeout(60_000);

let api: TestApi;
let town: TrackedTown;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];
let foreign: string[];
/** Stands for whoever passes calls and messages on. */
const provider = createServer((_request, response) => response.end('{"number":"+351 300 000 000"}'));

beforeAll(async () => {
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  api = await startTestApi({ OUTRIDER_MASKED_CONTACT_URL: url, OUTRIDER_EMBED_ORIGINS: '*' });
  town = await openTrackedTown(api);
  browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser?.close();
  await api?.stop();
  provider.close();
});

beforeEach(async () => {
  complaints = [];
  foreign = [];
  context = await browser.newContext({
    viewport: USUAL,
    deviceScaleFactor: 2,
    hasTouch: true,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  context.on('request', (request) => {
    if (!new RegExp(`^(${api.url}|data:|blob:)`).test(request.url())) foreign.push(request.url());
  });
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
});
afterEach(async () => {
  await context.close();
  expect(foreign).toEqual([]);
});

const open = (token: string, query = ''): Promise<unknown> => page.goto(`${api.url}/track/${token}${query}`);
const tellTimes = () =>
  createEtaActivities({ etas: createEtaStore(api.database.prisma), relay: { nudge() {} } }).keepEtas({
    marketId: town.marketId,
  });

async function axe(): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then((result) => result.violations)`,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

async function carried(
  changes: object = {},
): Promise<Tracked & { driver: Awaited<ReturnType<typeof town.addDriver>> }> {
  const order = await town.tracked(changes);
  const driver = await town.addDriver();
  await town.accept(order.orderId, driver);
  await town.carry(driver, order.orderId, 'picked_up');
  return { ...order, driver };
}

test('an order on its way: the page follows, takes a note and a tip, and is clean for those who hear it', async () => {
  const { orderId, token } = await town.tracked();
  const driver = await town.addDriver();
  await town.accept(orderId, driver);
  await tellTimes();
  await open(token);
  await page.getByRole('heading', { name: 'Marta will collect your order' }).waitFor();
  expect(await page.locator('#dot').count()).toBe(0);
  await page.getByRole('button', { name: 'Change' }).tap();
  await page.getByLabel('What should the driver know at the door?').fill('Ring at Silva, 2nd floor left');
  expect(await axe()).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).tap();
  await page.locator('.note', { hasText: 'Ring at Silva' }).waitFor();
  await page.getByRole('button', { name: 'Add to it' }).tap();
  await page.getByText('€3.00').tap();
  await page.getByRole('button', { name: 'Give €3.00' }).tap();
  await page.getByText('Your tip: €4.50').waitFor();

  await town.carry(driver, orderId, 'picked_up');
  await town.at(driver, { lat: DOOR.lat + 0.009, lng: DOOR.lng - 0.012 }, 135);
  await page.getByText(/Marta · 1\.\d km/).waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axe()).toEqual([]);
  }
  expect(complaints).toEqual([]);
});

test('the dot glides to where the driver was last seen, and never further', async () => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const { token, driver } = await carried();
  const start = { lat: DOOR.lat + 0.006, lng: DOOR.lng };
  await town.at(driver, start);
  await open(token);
  await page.locator('#dot').waitFor();
  const yOf = async (): Promise<number> =>
    Number(/translate\([-\d.]+ ([-\d.]+)\)/.exec((await page.locator('#dot').getAttribute('transform'))!)![1]);
  await eventually(async () => expect((await page.locator('#freshness').textContent())!).toContain('Position'));
  const from = await yOf();
  const later = {
    lat: DOOR.lat + 0.0056,
    lng: DOOR.lng,
    recordedAt: new Date(Date.now() + 4_000),
    receivedAt: new Date(),
  };
  await api.database.prisma.driverPosition.update({ where: { driverId: driver.id }, data: later });
  const seen: number[] = [];
  await eventually(async () => {
    seen.push(await yOf());
    expect(new Set(seen).size).toBeGreaterThan(4);
  });
  const to = await eventually(async () => {
    const [a, b] = [await yOf(), await yOf()];
    expect(a).toBe(b);
    expect(a).toBeGreaterThan(from);
    return a;
  });
  for (const y of seen) expect(y).toBeLessThanOrEqual(to);
});

test('a shop’s own page shows it as high as it is', async () => {
  const { token } = await carried();
  await page.route(`${api.url}/shop`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<script src="${api.url}/embed/track.js"></script><outrider-tracking token="${token}" lang="de"></outrider-tracking>`,
    }),
  );
  await page.goto(`${api.url}/shop`);
  const frame = page.frameLocator('iframe');
  await frame.getByRole('heading', { name: 'Marta bringt deine Bestellung' }).waitFor();
  await eventually(async () => {
    const [outer, inner] = [
      await page.locator('iframe').evaluate((element) => element.clientHeight),
      await frame.locator('#page').evaluate((element) => Math.ceil(element.getBoundingClientRect().height)),
    ];
    expect(outer).toBe(inner);
  });
});

test('its script is small', () => {
  const folder = join(projectRoot, 'dist/web/track/assets');
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
  expect(scripts.length).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(SCRIPT_BUDGET_BYTES);
});
