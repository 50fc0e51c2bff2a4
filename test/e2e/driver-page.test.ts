import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { projectRoot } from '../../config';
import { chromiumPath } from '../support/chromium';
import { eventually } from '../support/eventually';
import { type DriverTown, LISBON, openDriverTown, type TownDriver } from './driver-town';
import { type OpsStack, startOpsStack } from './ops-stack';

const SCREENSHOTS = join(projectRoot, '.outrider', 'screenshots');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const SCRIPT_BUDGET_BYTES = 150_000;
const NEAR = { latitude: LISBON.lat, longitude: LISBON.lng };

jest.setTimeout(60_000);

let stack: OpsStack;
let town: DriverTown;
/** Where offers end while one looks. */
let hasty: DriverTown;
/** Where all who are free are asked at once. */
let rush: DriverTown;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];
let foreign: string[];

beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  stack = await startOpsStack();
  town = await openDriverTown(stack, 'lisbon', { offerLifetimeS: 600 });
  hasty = await openDriverTown(stack, 'hasty', { offerLifetimeS: 4 });
  rush = await openDriverTown(stack, 'rush', {
    offerLifetimeS: 600,
    strategy: 'broadcast',
    policy: { pool: { batch_window_s: 0.2 }, schedule: { preparation_s: 0, promise_slack_s: 1_800 } },
  });
  browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

beforeEach(async () => {
  complaints = [];
  foreign = [];
  context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    locale: 'en-GB',
    permissions: ['geolocation'],
    geolocation: NEAR,
  });
  context.on('request', (request) => {
    if (!new RegExp(`^(${stack.url}|data:|blob:)`).test(request.url())) foreign.push(request.url());
  });
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // That there is no network is no fault of the page.
    if (message.type() === 'error' && !message.text().includes('ERR_INTERNET_DISCONNECTED'))
      complaints.push(message.text());
  });
});

afterEach(async () => {
  await context.close();
  expect(foreign).toEqual([]);
});

const button = (name: string | RegExp): Locator => page.getByRole('button', { name });
/** The notice of a refusal begins with the same word. */
const deliver = (): Promise<void> => page.getByRole('button', { name: 'Delivered', exact: true }).tap();
const text = (words: string | RegExp): Locator => page.getByText(words);
const shot = (name: string): Promise<unknown> => page.screenshot({ path: join(SCREENSHOTS, `driver-${name}.png`) });
const offerCard = (): Locator => page.getByRole('article', { name: 'New offer' });

async function signIn({ token }: TownDriver): Promise<void> {
  await page.goto(`${stack.url}/driver#token=${token}`);
  await page.getByRole('heading', { name: 'You are off shift' }).waitFor();
}

/** A driver who is on shift, with his phone in the test's hand. */
async function onShift(where: DriverTown, name: string): Promise<TownDriver> {
  const driver = await where.addDriver(name);
  await signIn(driver);
  await button('Go on shift').tap();
  await text('On shift, nothing near').waitFor();
  return driver;
}

async function offered(where: DriverTown, driver: TownDriver, order: object = {}): Promise<string> {
  const orderId = await where.placeOrder('Padaria Sol', order);
  await where.offer(orderId, driver);
  await offerCard().waitFor();
  return orderId;
}

async function accepted(driver: TownDriver, order: object = {}): Promise<string> {
  const orderId = await offered(town, driver, order);
  await button('Accept').tap();
  await text('You have it').waitFor();
  await button('Arrived').waitFor();
  return orderId;
}

/** At the door of an order that demands this. */
async function atDoor(name: string, demand: string): Promise<string> {
  const orderId = await accepted(await onShift(town, name), { proof: { dropoff: demand } });
  for (const press of ['Arrived', 'Picked up', 'Arrived']) await button(press).tap();
  await reached(orderId, 'arrived_at_dropoff');
  return orderId;
}

const reached = (orderId: string, status: string): Promise<void> =>
  eventually(async () => expect(await town.statusOf(orderId)).toBe(status));

async function axe(): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate<{ id: string; impact: string; nodes: { html: string }[] }[]>(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then((result) => result.violations)`,
  );
  return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

test('a whole delivery: on shift, offer, accept, pickup, photo, dropoff', async () => {
  const driver = await onShift(town, 'Marta Silva');
  expect(page.url()).not.toContain(driver.token);
  const orderId = await offered(town, driver, { proof: { dropoff: 'photo' } });
  expect(await offerCard().textContent()).toMatch(/€.*min.*Padaria Sol.*Rua do Carmo 41.*Door shown after you accept/);
  expect(await offerCard().textContent()).not.toContain('Calçada');
  const pay = await page.locator('.offer__pay').textContent();
  await shot('offer-light');

  await button('Accept').tap();
  await text('You have it').waitFor();
  await button('Arrived').tap();
  await reached(orderId, 'arrived_at_pickup');
  await button('Picked up').tap();
  await reached(orderId, 'picked_up');
  await page.getByRole('heading', { name: 'Calçada do Monte 18' }).waitFor();
  await button('Arrived').tap();
  expect(await button('Take the photo first').isDisabled()).toBe(true);
  await page.getByLabel(/Take a photo/).setInputFiles(join(SCREENSHOTS, 'driver-offer-light.png'));
  await text(/Taken .* goes with the delivery/).waitFor();
  await page.getByLabel('Received by').fill('Ana Silva');
  await shot('door-light');
  await deliver();
  await reached(orderId, 'delivered');
  const { photo } = await town.proofOf(orderId);
  expect((await town.picture(photo!.url)).type).toBe('image/jpeg');
  await text('On shift, nothing near').waitFor();
  await shot('idle-light');
  await button('Earnings').tap();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  expect(await page.locator('.figure__value').first().textContent()).toBe(pay);
  await shot('earnings-light');
  expect(complaints).toEqual([]);
});

test('what the offer pays is the sum of its parts', async () => {
  await offered(town, await onShift(town, 'Pedro Reis'));
  const amount = (words: string | null): number => Math.round(Number(words?.replace(/[^\d.]/g, '')) * 100);
  const parts = await page.getByLabel("The pay's parts").locator('dd').allTextContents();
  const whole = await page.locator('.offer__pay').textContent();
  expect(parts.map(amount).reduce((sum, part) => sum + part, 0)).toBe(amount(whole));
});

test('an offer that ends while it is looked at goes, and the page says how', async () => {
  const driver = await onShift(hasty, 'Ines Costa');
  await offered(hasty, driver);
  await text('The offer has run out').waitFor();
  expect(await offerCard().count()).toBe(0);
});

test('an offer that is taken back while it is looked at goes, and the page says so', async () => {
  const driver = await onShift(town, 'Rui Alves');
  await town.cancel(await offered(town, driver));
  await text('The offer was taken back').waitFor();
  expect(await offerCard().count()).toBe(0);
});

test('a yes from a dead zone is answered truthfully when it comes too late', async () => {
  const driver = await onShift(hasty, 'Nuno Dias');
  await offered(hasty, driver);
  await context.setOffline(true);
  await button('Accept').tap();
  await text('No connection. Your yes goes out first thing').waitFor();
  await page.getByRole('timer').getByText('deciding…').waitFor();
  await context.setOffline(false);
  await text('Expired while you were offline').waitFor();
  expect(await offerCard().count()).toBe(0);
});

test('a no goes with its reason', async () => {
  const driver = await onShift(town, 'Lena Graça');
  await offered(town, driver);
  await button('Decline').tap();
  await button('Too far').tap();
  await text('On shift, nothing near').waitFor();
  expect(await offerCard().count()).toBe(0);
});

test('a break that is asked for with an order in hand starts after the stop, and the order stays', async () => {
  await accepted(await onShift(town, 'Ana Lobo'));
  await button('On shift').tap();
  await button('Break until I come back').tap();
  await button('Break after this stop').waitFor();
  await shot('break-light');
  await button('Arrived').tap();
  await button('Picked up').tap();
  await button('On break').waitFor();
  await page.getByRole('heading', { name: 'Calçada do Monte 18' }).waitFor();
  expect(await button('Arrived').count()).toBe(1);
});

test('in a dead zone everything goes on, is kept, and is sent once and in order', async () => {
  const driver = await onShift(town, 'Zita Melo');
  const orderId = await accepted(driver);
  const sent: string[] = [];
  page.on('request', (request) => {
    const [, stopAction] = /\/stops\/[^/]+\/(\w+)$/.exec(request.url()) ?? [];
    if (stopAction) sent.push(`${stopAction} ${request.headers()['idempotency-key']}`);
  });
  await context.setOffline(true);
  await button('Arrived').tap();
  await button('Picked up').tap();
  await button('Arrived').tap();
  await text('3 actions saved on this phone').waitFor();
  await page.getByLabel(/Take a photo/).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await shot('dead-zone-dark');

  await page.reload();
  await page.getByLabel('Your actions').getByText('waiting').nth(2).waitFor();
  expect(await town.statusOf(orderId)).toBe('assigned');
  sent.length = 0;
  await context.setOffline(false);
  await reached(orderId, 'arrived_at_dropoff');
  await page.getByLabel('Your actions').getByText('sent').nth(2).waitFor();
  const actions = sent.map((line) => line.split(' ')[0]);
  expect(actions.filter((action, index) => action !== actions[index - 1])).toEqual(['arrive', 'complete', 'arrive']);
  expect(new Set(sent).size).toBe(3);
});

test('what the server refuses is said, with its reason', async () => {
  const driver = await onShift(town, 'Caio Nunes');
  const orderId = await accepted(driver);
  await context.setOffline(true);
  await button('Arrived').tap();
  await town.cancel(orderId);
  await context.setOffline(false);
  await page.getByRole('status').getByText('Arrived at pickup: refused').waitFor();
  expect(await page.getByLabel('Your actions').textContent()).toContain('refused');
});

test('in motion the offer is less, and bigger', async () => {
  const driver = await onShift(town, 'Olga Pinto');
  await context.setGeolocation({ latitude: LISBON.lat + 0.001, longitude: LISBON.lng });
  await eventually(async () => expect(await page.locator('[data-moving=true]').count()).toBe(1));
  await offered(town, driver);
  await page.emulateMedia({ colorScheme: 'dark' });
  await text('Details when you stop').waitFor();
  await shot('moving-dark');
  expect((await button('Accept').boundingBox())?.height).toBeGreaterThanOrEqual(104);
  expect(await offerCard().getByText('Rua do Carmo').count()).toBe(0);
  await button('Decline').tap();
  await offerCard().waitFor({ state: 'detached' });
});

test('an offer that another driver takes goes from the screen at once', async () => {
  const other = await rush.addDriver('Outra Costa');
  const driver = await onShift(rush, 'Tomás Faria');
  for (const one of [driver, other]) await rush.comeOn(one);
  await rush.placeOrder('Padaria Sol');
  await offerCard().waitFor();
  await rush.acceptAs(other);
  await text('Taken by another driver').waitFor();
  expect(await offerCard().count()).toBe(0);
  await shot('taken-light');
});

test('a signature is drawn with a finger and goes with the delivery', async () => {
  const orderId = await atDoor('Sara Pires', 'signature');
  await button(/Get a signature/).tap();
  const field = page.getByLabel('Field for the signature');
  const box = (await field.boundingBox())!;
  await page.mouse.move(box.x + 40, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 160, box.y + 120, { steps: 8 });
  await page.mouse.up();
  await shot('signature-light');
  expect(await axe()).toEqual([]);
  await button('Done').tap();
  await text('Signed').waitFor();
  await deliver();
  await reached(orderId, 'delivered');
  const { signature } = await town.proofOf(orderId);
  expect((await town.picture(signature!.url)).type).toBe('image/png');
});

test('a wrong PIN brings the stop back with the tries that are left, the right one delivers', async () => {
  const orderId = await atDoor('Vasco Reis', 'pin');
  const { pin } = (await town.track(orderId)).proof;
  await shot('pin-light');
  expect(await button('Ask for the PIN first').isDisabled()).toBe(true);
  await page.getByLabel('PIN').fill(pin === '0000' ? '1111' : '0000');
  await deliver();
  await page
    .getByRole('status')
    .getByText(/4 tries are left/)
    .waitFor();
  await page.getByLabel('PIN').fill(pin!);
  await deliver();
  await reached(orderId, 'delivered');
});

test('in a dead zone of two minutes a photo and a delivery wait, and arrive in order', async () => {
  await page.clock.install();
  const orderId = await atDoor('Xana Moura', 'photo');
  await context.setOffline(true);
  await page.getByLabel(/Take a photo/).setInputFiles(join(SCREENSHOTS, 'driver-offer-light.png'));
  await deliver();
  await text('2 actions saved on this phone').waitFor();
  await page.clock.fastForward('02:00');
  await page.reload();
  await page.getByLabel('Your actions').getByText('waiting').nth(1).waitFor();
  expect(await town.statusOf(orderId)).toBe('arrived_at_dropoff');
  await context.setOffline(false);
  await reached(orderId, 'delivered');
  expect((await town.proofOf(orderId)).photo).not.toBeNull();
});

test('a push wakes a phone whose page is closed', async () => {
  await context.grantPermissions(['notifications', 'geolocation'], { origin: stack.url });
  await onShift(town, 'Yara Lima');
  const session = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first) resolve(first.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const registrationId = await registered;
  const data = JSON.stringify({
    kind: 'offer',
    offer_id: 'x',
    expires_at: new Date(Date.now() + 60_000).toISOString(),
  });
  await session.send('ServiceWorker.deliverPushMessage', { origin: stack.url, registrationId, data });
  const titles = (): Promise<string[]> =>
    page.evaluate<string[]>(
      `navigator.serviceWorker.ready.then((it) => it.getNotifications()).then((all) => all.map(({ title }) => title))`,
    );
  await eventually(async () => expect(await titles()).toEqual(['New offer']));
});

test('a sign-in link works once, and a session that is ended elsewhere leads back to the way in', async () => {
  const driver = await town.addDriver('Berta Nobre');
  const link = await town.signInLink(driver);
  await page.goto(link);
  await page.getByRole('heading', { name: 'You are off shift' }).waitFor();
  expect(page.url()).not.toContain('sgn_');
  await page.evaluate(`localStorage.setItem('outrider.driver.token', 'not.a.token')`);
  await page.reload();
  // The token is refused; the session brings the next one.
  await page.getByRole('heading', { name: 'You are off shift' }).waitFor();
  await eventually(async () =>
    expect(await page.evaluate(`localStorage.getItem('outrider.driver.token')`)).not.toBe('not.a.token'),
  );
  await town.endSessions(driver);
  await page.evaluate(`localStorage.setItem('outrider.driver.token', 'not.a.token')`);
  await page.reload();
  await text(/Your link has ended/).waitFor();
  await shot('link-ended-light');
  await page.getByLabel('Or paste the link here').fill(link);
  await button('Sign in').tap();
  await text(/Your link has ended/).waitFor();
  expect(await axe()).toEqual([]);
});

test('what counts in the score can be disputed, and the sheet says which reasons do not count', async () => {
  const driver = await onShift(town, 'Gil Santos');
  await offered(town, driver);
  await button('Decline').tap();
  expect(await page.getByText('Does not count in your score').count()).toBeGreaterThan(0);
  await button('The pay').tap();
  await text('On shift, nothing near').waitFor();
  await button('Score').tap();
  await button('Dispute').tap();
  await page.getByLabel(/Your dispatcher reads this/).fill('It was on the other side of the closed bridge.');
  expect(await axe()).toEqual([]);
  await button('Send').tap();
  await text(/Disputed/).waitFor();
  await shot('score-light');
});

test('hours are planned on the phone, and ones that overlap are refused in words', async () => {
  const driver = await town.addDriver('Hugo Leal');
  await signIn(driver);
  await button('Me').tap();
  const plan = async (from: string, until: string): Promise<void> => {
    await button('Plan hours').tap();
    await page.getByLabel('From').fill(from);
    await page.getByLabel('Until').fill(until);
    await page.getByRole('button', { name: 'Plan', exact: true }).tap();
  };
  const year = new Date().getFullYear() + 1;
  await plan(`${year}-05-04T18:00`, `${year}-05-04T22:00`);
  await page.getByText(/4 May/).waitFor();
  expect(await axe()).toEqual([]);
  await plan(`${year}-05-04T20:00`, `${year}-05-04T23:00`);
  await page.getByRole('alert').waitFor();
});

test('a token that has ended leads to the way in', async () => {
  await page.goto(`${stack.url}/driver#token=not.a.token`);
  await text(/Your link has ended/).waitFor();
  expect(page.url()).toBe(`${stack.url}/driver`);
});

test.each(['light', 'dark'] as const)('axe finds nothing to say in the %s theme', async (colorScheme) => {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  const driver = await onShift(town, 'Eva Prado');
  expect(await axe()).toEqual([]);
  await offered(town, driver);
  expect(await axe()).toEqual([]);
  await shot(`offer-${colorScheme}`);
  await button('Decline').tap();
  expect(await axe()).toEqual([]);
  await shot(`decline-${colorScheme}`);
  await button('Close').tap();
  await button('Accept').tap();
  await button('Arrived').waitFor();
  expect(await axe()).toEqual([]);
  await shot(`stop-${colorScheme}`);
  const small = await page
    .locator('button, a, input:not(.visually-hidden)')
    .evaluateAll((targets) =>
      targets
        .map((target) => target.getBoundingClientRect())
        .filter(({ width, height }) => Math.min(width, height) < 48),
    );
  expect(small).toEqual([]);
});

test('the page’s script stays within its budget', () => {
  const folder = join(projectRoot, 'dist/web/driver/assets');
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(SCRIPT_BUDGET_BYTES);
});
