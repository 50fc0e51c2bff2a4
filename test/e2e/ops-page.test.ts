import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { projectRoot } from '../../config';
import { axe, launchChromium, launchPlainChromium, openPage } from './ops-browser';
import { type OpsStack, type OpsTown, openOpsTown, startOpsStack } from './ops-stack';

const SCREENSHOTS = join(projectRoot, '.outrider', 'screenshots');
const SCRIPT_BUDGET_BYTES = 250_000;

jest.setTimeout(300_000);

let stack: OpsStack;
let town: OpsTown;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];
let foreign: string[];

beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  stack = await startOpsStack();
  town = await openOpsTown(stack);
  browser = await launchPlainChromium();
});

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

beforeEach(async () => {
  ({ page, context, complaints, foreign } = await openPage(browser, stack.url));
});

afterEach(async () => {
  await context.close();
  expect(foreign).toEqual([]);
});

const signIn = (token: string, path = '/ops'): Promise<unknown> => page.goto(`${stack.url}${path}#token=${token}`);
const orders = (): Locator => page.getByRole('grid', { name: 'Orders' });
const rowOf = (orderId: string): Locator => page.locator(`#order-${orderId}`);
const story = (): Locator => page.getByLabel('Order story');

test('orders placed while the page is open appear by themselves, and the token leaves the address bar', async () => {
  await signIn(town.operator);
  await orders().waitFor();
  expect(page.url()).not.toContain(town.operator);
  const orderId = await town.placeOrder('Padaria Sol', 'Miradouro');
  await rowOf(orderId).waitFor();
  expect(await rowOf(orderId).textContent()).toMatch(/Padaria Sol → Miradouro.*no driver.*A driver/);
  await page.getByRole('button', { name: /^Unassigned 1/ }).waitFor();
  expect(complaints).toEqual([]);
});

test('an operator opens an order’s story and sends the driver of his choice an offer', async () => {
  const orderId = await town.placeOrder('Sushi Kai', 'Porto');
  await town.addDriver('Marta Silva');
  await signIn(town.operator);
  await rowOf(orderId).click();
  await story()
    .getByText(/^Waiting for a driver/)
    .waitFor();
  expect(await story().getByRole('link', { name: 'Temporal workflow' }).getAttribute('href')).toContain(orderId);

  await story().getByRole('button', { name: 'Assign' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/Marta Silva/).check();
  await dialog.getByRole('button', { name: 'Send the offer' }).click();

  await story().getByText('Waiting for Marta Silva’s answer').waitFor();
  await story().getByText('Offered to Marta Silva').waitFor();
  await rowOf(orderId).getByLabel('Offered').waitFor();
  await page.screenshot({ path: join(SCREENSHOTS, 'ops-light.png') });
  expect(complaints).toEqual([]);
});

test('what the server refuses is explained in the dialog', async () => {
  const orderId = await town.placeOrder('O Forno', 'Alto');
  await signIn(town.operator, `/ops?order=${orderId}`);
  await story().getByRole('button', { name: 'More' }).click();
  await story().getByRole('button', { name: 'Cancel' }).click();
  await page.route('**/cancel', (route) =>
    route.fulfill({
      status: 409,
      json: { title: 'Not allowed', status: 409, allowed: ['requeue'], request_id: 'r-1' },
    }),
  );
  await page.getByLabel('Reason').fill('ordered twice');
  await page.getByRole('button', { name: 'Cancel the order' }).click();
  expect(await page.getByRole('dialog').getByRole('alert').textContent()).toMatch(
    /Not allowed.*Possible now: requeue.*r-1/,
  );
  await page.unroute('**/cancel');
  await page.getByRole('button', { name: 'Cancel the order' }).click();
  await story()
    .getByText(/^Cancelled at/)
    .waitFor();
});

test('a viewer sees everything and can press nothing', async () => {
  const orderId = await town.placeOrder('Casa Nepal', 'Campo');
  await signIn(town.viewer, `/ops?order=${orderId}`);
  await story().getByText('You may look; acting needs an operator.').waitFor();
  for (const name of ['Assign', 'Raise pay', 'Requeue', 'More']) {
    expect(await story().getByRole('button', { name }).isDisabled()).toBe(true);
  }
  await page.keyboard.press('a');
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('filters live in the URL and the whole way to a story goes by keyboard', async () => {
  await town.placeOrder('Tasca 22', 'Ribeira');
  await signIn(town.operator);
  await orders().getByText('Tasca 22').waitFor();
  await page.keyboard.press('4');
  await page.waitForURL(/show=unassigned/);
  await page.keyboard.press('/');
  await page.keyboard.type('tasca');
  await page.waitForURL(/q=tasca/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await story()
    .getByText(/Waiting for/)
    .waitFor();
  await page.keyboard.press('Escape');
  await story().waitFor({ state: 'detached' });
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  await page.keyboard.press('Escape');
  await page.reload();
  expect(await page.getByRole('button', { name: /^Unassigned/ }).getAttribute('aria-pressed')).toBe('true');
  expect(complaints).toEqual([]);
});

test('without a connection the page says so and lets nobody act', async () => {
  const orderId = await town.placeOrder('Poke Lab', 'Jardim');
  await page.route('**/v1/ops/stream*', (route) => route.abort());
  await signIn(town.operator, `/ops?order=${orderId}`);
  await page.getByRole('alert').getByText('No connection').waitFor();
  expect(await story().getByRole('button', { name: 'Assign' }).isDisabled()).toBe(true);
  await page.unroute('**/v1/ops/stream*');
  await page.getByText('Live', { exact: true }).waitFor();
});

test('a board that cannot be read says so with a number to ask for, and another try brings it', async () => {
  await page.route('**/v1/ops/board*', (route) =>
    route.fulfill({ status: 503, json: { title: 'Unavailable', status: 503, request_id: 'r-9' } }),
  );
  await signIn(town.viewer);
  await page.getByRole('alert').getByText('The board could not be read').waitFor();
  await page.getByRole('button', { name: 'Copy the request ID r-9' }).waitFor();
  await page.unroute('**/v1/ops/board*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await orders().waitFor();
  expect(await page.getByText('The board could not be read').count()).toBe(0);
});

test('a token that is no longer believed leads to the sign-in, and back to the same place', async () => {
  await signIn('not.a.token', '/ops?show=late');
  await page.getByText('Your token is no longer valid').waitFor();
  await page.getByLabel('Token').fill(town.operator);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await orders().waitFor();
  expect(page.url()).toContain('show=late');
});

describe('with the map, drawn in software', () => {
  let drawing: Browser;
  beforeAll(async () => {
    drawing = await launchChromium();
  });
  afterAll(() => drawing?.close());

  test.each(['light', 'dark'] as const)('axe finds nothing to say in the %s theme', async (colorScheme) => {
    await context.close();
    ({ page, context, complaints, foreign } = await openPage(drawing, stack.url, { hasMap: true }));
    const orderId = await town.placeOrder('Flor do Dia', 'Mercado');
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await signIn(town.operator, `/ops?order=${orderId}`);
    await story()
      .getByText(/Waiting for/)
      .waitFor();
    await page.locator('canvas').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('a');
    await page.getByRole('dialog').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.screenshot({ path: join(SCREENSHOTS, `ops-axe-${colorScheme}.png`) });
  });
});

test('the page’s script stays within its budget; the map is a chunk of its own', () => {
  const folder = join(projectRoot, 'dist/web/ops');
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const scripts = [...html.matchAll(/\/ops\/(assets\/[\w-]+\.js)/g)].map(([, path]) => path ?? '');
  const bytes = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(folder, path))).length, 0);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(SCRIPT_BUDGET_BYTES);
  expect(readdirSync(join(folder, 'assets')).some((name) => name.startsWith('map-pane'))).toBe(true);
});
