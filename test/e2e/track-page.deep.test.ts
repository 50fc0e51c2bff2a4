import { SMALL, USUAL } from './phone';
import { DOOR, setTrackStage } from './track-stage';

jest.setTimeout(120_000);

const stage = setTrackStage();
const { open, tellTimes, carried } = stage;

/** Both themes on both phones, each looked at by axe; nothing may be wider than the screen. */
async function look(name: string): Promise<void> {
  const { page, phone } = stage;
  for (const viewport of [USUAL, SMALL]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect([name, viewport.width, colorScheme, await phone.axe()]).toEqual([name, viewport.width, colorScheme, []]);
      const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect(wider).toBeLessThanOrEqual(0);
      await phone.shot(`track-${name}-${colorScheme}-${viewport.width}`, { fullPage: true });
    }
  }
}

test('an order on its way: from the kitchen to the stars', async () => {
  const { api, town, page, phone } = stage;
  const pickup = {
    name: 'Tasca',
    address: 'Rua C',
    location: { lat: 38.7123, lng: -9.1438 },
  };
  const promised = new Date(Date.now() + 240_000).toISOString();
  const dropoff = {
    name: 'Ana',
    address: 'Rua da Rosa 12',
    location: DOOR,
    phone: '+351911222333',
    promised_at: promised,
  };
  const { orderId, token } = await town.tracked({ pickup, dropoff });
  const driver = await town.addDriver();
  // The goods were announced for a quarter of an hour ago, and nobody came.
  await api.database.prisma.order.update({
    where: { id: orderId },
    data: { readyAt: new Date(Date.now() - 900_000) },
  });
  await tellTimes();
  await open(token);
  await page.getByRole('heading', { name: 'Tasca is preparing your order' }).waitFor();
  expect(await page.locator('svg.sketch').count()).toBe(0);
  await look('preparing');

  await town.accept(orderId, driver);
  await page.getByRole('heading', { name: 'Marta will collect your order' }).waitFor();
  await look('assigned');

  await town.carry(driver, orderId, 'picked_up');
  await town.at(driver, { lat: DOOR.lat + 0.009, lng: DOOR.lng - 0.012 }, 135);
  await tellTimes();
  await page.getByText(/Marta · 1\.\d km/).waitFor();
  await page.getByText('later than we said').waitFor();
  await look('on-the-way');

  await page.setViewportSize(USUAL);
  await page.getByRole('button', { name: 'Add', exact: true }).tap();
  await page.getByLabel('What should the driver know at the door?').fill('Ring at Silva, 2nd floor left');
  await look('note-sheet');
  await page.getByRole('button', { name: 'Save' }).tap();
  await page.locator('.note', { hasText: 'Ring at Silva' }).waitFor();

  await page.getByRole('button', { name: 'Add to it' }).tap();
  await page.getByText('€3.00').tap();
  await look('tip-sheet');
  await page.getByRole('button', { name: 'Give €3.00' }).tap();
  await page.getByText('Your tip: €4.50').waitFor();

  await page.getByRole('button', { name: 'Write to Marta' }).tap();
  await page.getByRole('textbox').fill('The bell is broken');
  await page.getByRole('button', { name: 'Send' }).tap();
  await page.getByText('Sent to Marta').waitFor();
  await page.getByRole('button', { name: 'Close' }).tap();
  await page.getByRole('button', { name: 'Call Marta' }).tap();
  expect(await page.getByRole('link', { name: /Call \+351 300/ }).getAttribute('href')).toBe('tel:+351300000000');
  await page.getByRole('button', { name: 'Close' }).tap();

  await town.report(driver, orderId, 'dropoff', 'arrive');
  await page.getByRole('heading', { name: 'Marta is at your door' }).waitFor();
  await look('at-the-door');
  await town.report(driver, orderId, 'dropoff', 'complete');
  await page.getByRole('heading', { name: 'Your order has arrived' }).waitFor();
  expect(await page.locator('svg.sketch').count()).toBe(0);
  await look('delivered');

  await page.setViewportSize(USUAL);
  await page.getByRole('button', { name: '4 stars' }).tap();
  await page.getByText('Friendly', { exact: true }).tap();
  await look('rating-sheet');
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).tap();
  await page.getByText('You gave 4 stars').waitFor();
  await look('rated');
  const rating = await api.database.prisma.orderRating.findUniqueOrThrow({ where: { orderId } });
  expect(rating).toMatchObject({ stars: 4, reasons: ['friendly'] });
  expect(phone.complaints).toEqual([]);
});

test('near the stop of somebody else there is no dot, and a word for it', async () => {
  const { town, page } = stage;
  const mine = await town.tracked({ dropoff: { name: 'Ana', address: 'Rua A 1', location: DOOR } });
  const away = { lat: DOOR.lat + 0.006, lng: DOOR.lng };
  const other = await town.tracked({ dropoff: { name: 'Rui', address: 'Rua B 2', location: away } });
  const driver = await town.addDriver();
  // The later one is planned before the earlier one.
  for (const { orderId } of [mine, other]) await town.accept(orderId, driver);
  for (const { orderId } of [other, mine]) await town.carry(driver, orderId, 'picked_up');
  await town.at(driver, away);
  await tellTimes();
  await open(mine.token);
  await page.locator('#freshness', { hasText: '1 stop before yours' }).waitFor();
  expect(await page.locator('#dot').count()).toBe(0);
  await look('another-stop');
});

test('an old position says how old it is, and a lost connection since when', async () => {
  const { api, town, page, context } = stage;
  const { token, driver } = await carried();
  await town.at(driver, { lat: DOOR.lat + 0.004, lng: DOOR.lng + 0.006 });
  const old = new Date(Date.now() - 40_000);
  await api.database.prisma.stop.updateMany({
    where: { kind: 'pickup', assignment: { driverId: driver.id } },
    data: { completedAt: new Date(Date.now() - 60_000) },
  });
  await api.database.prisma.driverPosition.update({ where: { driverId: driver.id }, data: { recordedAt: old } });
  await open(token);
  await page.getByText(/Last position 4\d s ago/).waitFor();
  expect(await page.locator('#dot').getAttribute('class')).toContain('stale');
  await look('stale');
  await context.setOffline(true);
  await page.getByText(/No connection since \d\d:\d\d/).waitFor({ timeout: 60_000 });
  await look('offline');
});

test.each(['cancelled', 'undeliverable'])('a %s order says at once what happens with the money', async (status) => {
  const { api, town, page } = stage;
  const { orderId, token } = await town.tracked({
    pickup: { name: 'Tasca', address: 'Rua C', location: { lat: 38.7123, lng: -9.1438 }, phone: '+351 210 000 000' },
  });
  if (status === 'cancelled') {
    await api.call('POST', `/v1/orders/${orderId}/cancel`, {
      as: town.merchant,
      body: { reason: 'Closed' },
    });
  } else {
    const { version } = await api.database.prisma.order.findUniqueOrThrow({ where: { id: orderId } });
    await api.transitions.giveUpOrder(orderId, version, 'no_driver', { type: 'system', id: 'test' });
  }
  await open(token);
  await page.getByRole('heading', { name: 'Your money' }).waitFor();
  expect(await page.locator('#steps').isHidden()).toBe(true);
  await look(status);
});

test('a link that ends while somebody looks says so, and one that has ended says nothing else', async () => {
  const { api, town, page, phone } = stage;
  const { orderId, token } = await town.tracked();
  await open(token);
  await api.call('DELETE', `/v1/orders/${orderId}/tracking_links`, { as: town.merchant });
  await page.getByRole('heading', { name: 'This link has ended' }).waitFor({ timeout: 40_000 });
  phone.complaints.length = 0;
  await open(token);
  await look('ended');
  expect(await page.content()).not.toContain('Tasca');
});

test('in other languages, in the reader’s spelling, and in a chosen theme', async () => {
  const { town, page, phone } = stage;
  const { token, driver } = await carried();
  await town.at(driver, { lat: DOOR.lat - 0.006, lng: DOOR.lng + 0.006 }, 300);
  await tellTimes();
  for (const lang of ['pt', 'de', 'es', 'fr']) {
    await open(token, `?lang=${lang}`);
    await page.locator('#dot').waitFor();
    await look(lang);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await open(token);
  await page.getByRole('button', { name: 'Dark' }).tap();
  await open(token);
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  expect(phone.complaints).toEqual([]);
});

test('works with twice as large a text, and without motion', async () => {
  const { page } = stage;
  const { token } = await carried();
  await open(token);
  await page.evaluate("document.documentElement.style.zoom = '2'");
  const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  expect(wider).toBeLessThanOrEqual(0);
});

/** Chrome's own "Slow 4G", and a processor a quarter as fast. */
test('on a bad phone the sentence is there within a second and a half', async () => {
  const { api, town, browser } = stage;
  const { orderId, token } = await town.tracked();
  await town.accept(orderId, await town.addDriver());
  await tellTimes();
  const times: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    const fresh = await browser.newContext({ viewport: USUAL });
    const phone = await fresh.newPage();
    const cdp = await fresh.newCDPSession(phone);
    await cdp.send('Network.enable');
    const network = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };
    await cdp.send('Network.emulateNetworkConditions', network);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await phone.goto(`${api.url}/track/${token}`);
    await phone.getByRole('heading', { name: 'Marta will collect your order' }).waitFor();
    const paint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0";
    await phone.waitForFunction(`(${paint}) > 0`);
    times.push(await phone.evaluate<number>(paint));
    await fresh.close();
  }
  const median = times.sort((a, b) => a - b)[2]!;
  process.stdout.write(`first content on slow 4G and a quarter of the processor: ${Math.round(median)} ms\n`);
  expect(median).toBeLessThan(1_500);
});
