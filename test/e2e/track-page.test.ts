import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { projectRoot } from '../../config';
import { eventually } from '../support/eventually';
import { DOOR, setTrackStage } from './track-stage';

const SCRIPT_BUDGET_BYTES = 100_000;

jest.setTimeout(300_000);

const stage = setTrackStage();
const { open, tellTimes, carried } = stage;

test('an order on its way: the page follows, takes a note and a tip, and is clean for those who hear it', async () => {
  const { town, page, phone } = stage;
  const { orderId, token } = await town.tracked();
  const driver = await town.addDriver();
  await town.accept(orderId, driver);
  await tellTimes();
  await open(token);
  await page.getByRole('heading', { name: 'Marta will collect your order' }).waitFor();
  expect(await page.locator('#dot').count()).toBe(0);
  await page.getByRole('button', { name: 'Change' }).tap();
  await page.getByLabel('What should the driver know at the door?').fill('Ring at Silva, 2nd floor left');
  expect(await phone.axe()).toEqual([]);
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
    expect(await phone.axe()).toEqual([]);
  }
  expect(phone.complaints).toEqual([]);
});

/** How far down the dot is drawn. */
const Y_OF_DOT = `Number(/translate\\([-\\d.]+ ([-\\d.]+)\\)/.exec(document.getElementById('dot').getAttribute('transform'))[1])`;
/** Keeps each place at which the dot is drawn: whoever asks from outside misses some of them. */
const WATCH_DOT = `{
  window.seen = [];
  new MutationObserver(() => window.seen.push(${Y_OF_DOT})).observe(document.getElementById('map'), {
    subtree: true,
    attributeFilter: ['transform'],
  });
}`;

test('the dot glides to where the driver was last seen, and never further', async () => {
  const { api, town, page, context } = stage;
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const { token, driver } = await carried();
  const start = { lat: DOOR.lat + 0.006, lng: DOOR.lng };
  await town.at(driver, start);
  await open(token);
  await page.locator('#dot').waitFor();
  await page.evaluate(WATCH_DOT);
  const from = await page.evaluate<number>(Y_OF_DOT);
  const later = {
    lat: DOOR.lat + 0.0056,
    lng: DOOR.lng,
    recordedAt: new Date(Date.now() + 4_000),
    receivedAt: new Date(),
  };
  await api.database.prisma.driverPosition.update({ where: { driverId: driver.id }, data: later });
  const opensNow = await context.newPage();
  await opensNow.goto(page.url());
  const to = await opensNow.evaluate<number>(Y_OF_DOT);
  expect(to).toBeGreaterThan(from);
  await eventually(async () => expect(await page.evaluate<number>(Y_OF_DOT)).toBe(to));
  const seen = await page.evaluate<number[]>('seen');
  expect(new Set(seen).size).toBeGreaterThan(4);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen[0]).toBeGreaterThanOrEqual(from);
});

test('when the driver is lost the page says so, and has a time again once another one is on his way', async () => {
  const { town, page, phone } = stage;
  const { orderId, token, driver } = await carried();
  await town.at(driver, { lat: DOOR.lat + 0.02, lng: DOOR.lng });
  await tellTimes();
  await open(token);
  await page.getByText(/^in about \d+ minutes$/).waitFor();
  await town.cannotGoOn(driver, orderId);
  await page.getByRole('heading', { name: 'We are finding another driver for your order' }).waitFor();
  expect(await page.locator('#when').isVisible()).toBe(false);
  expect(await page.locator('#rescue').textContent()).toContain('The time follows as soon as one has said yes.');
  expect(await phone.axe()).toEqual([]);
  const rescuer = await town.addDriver();
  await town.accept(orderId, rescuer);
  await page.getByRole('heading', { name: 'Marta is taking over your order' }).waitFor();
  await page.getByText('The time follows in a moment').waitFor();
  await tellTimes();
  await page.getByText(/^in about \d+ minutes$/).waitFor();
  expect(await page.locator('#dot').count()).toBe(0);
  await town.report(rescuer, orderId, 'pickup', 'complete');
  await page.getByRole('heading', { name: 'Marta is bringing your order' }).waitFor();
  expect(phone.complaints).toEqual([]);
});

test('a shop’s own page shows it as high as it is', async () => {
  const { api, page } = stage;
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
