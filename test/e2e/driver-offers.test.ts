import { eventually } from '../support/eventually';
import type { DriverPhone } from './driver-phone';
import { setDriverStage } from './driver-stage';

/** What a driver is asked: the card, its end, and his answers, also those that come too late. */

const stage = setDriverStage();

const cardIsGone = (phone: DriverPhone): Promise<void> => phone.offerCard().waitFor({ state: 'detached' });

/** Offers end while one looks: as soon as they can on this machine, which has to show them first. */
async function comeOnToShortOffers(phone: DriverPhone): Promise<void> {
  const lifetime_s = await phone.signInAndPace();
  await phone.town.changePolicy({ offer: { lifetime_s } });
  await phone.goOn();
}

stage.test('what the offer pays is the sum of its parts', async (phone) => {
  await phone.comeOn();
  await phone.offered();
  const amount = (words: string | null): number => Math.round(Number(words?.replace(/[^\d.]/g, '')) * 100);
  const parts = await phone.page.getByLabel("The pay's parts").locator('dd').allTextContents();
  const whole = await phone.page.locator('.offer__pay').textContent();
  expect(parts.map(amount).reduce((sum, part) => sum + part, 0)).toBe(amount(whole));
});

stage.test(
  'an offer that ends while it is looked at goes, and the page says how',
  async (phone) => {
    await comeOnToShortOffers(phone);
    await phone.offered();
    await phone.text('The offer has run out').waitFor();
    await cardIsGone(phone);
  },
  { town: 'own' },
);

stage.test('an offer that is taken back while it is looked at goes, and the page says so', async (phone) => {
  await phone.comeOn();
  await phone.town.cancel(await phone.offered());
  await phone.text('The offer was taken back').waitFor();
  await cardIsGone(phone);
});

stage.test(
  'an offer that another driver takes goes from the screen at once',
  async (phone) => {
    const other = await phone.town.addDriver('Outra Costa');
    await phone.comeOn();
    for (const one of [phone.driver, other]) await phone.town.comeOn(one);
    await phone.town.placeOrder('Padaria Sol');
    await phone.offerCard().waitFor();
    await phone.town.acceptAs(other);
    await phone.text('Taken by another driver').waitFor();
    await cardIsGone(phone);
    await phone.shot('taken-light');
  },
  { town: 'rush' },
);

stage.test(
  'a yes from a dead zone is answered truthfully when it comes too late',
  async (phone) => {
    await comeOnToShortOffers(phone);
    await phone.offered();
    await phone.context.setOffline(true);
    await phone.button('Accept').tap();
    await phone.text('No connection. Your yes goes out first thing').waitFor();
    await phone.page.getByRole('timer').getByText('deciding…').waitFor();
    await phone.context.setOffline(false);
    await phone.text('Expired while you were offline').waitFor();
    await cardIsGone(phone);
  },
  { town: 'own' },
);

stage.test('a no goes with its reason, is told whether it counts, and can be disputed', async (phone) => {
  const { page } = phone;
  await phone.comeOn();
  await phone.offered();
  await phone.button('Decline').tap();
  await phone.text('Does not count in your score').first().waitFor();
  await phone.button('The pay').tap();
  await phone.text('On shift, nothing near').waitFor();
  await cardIsGone(phone);
  await phone.button('Score').tap();
  await phone.button('Dispute').tap();
  await page.getByLabel(/Your dispatcher reads this/).fill('It was on the other side of the closed bridge.');
  expect(await phone.axe()).toEqual([]);
  await phone.button('Send').tap();
  await phone.text(/Disputed/).waitFor();
  await phone.shot('score-light');
});

stage.test(
  'in motion the offer is less, and bigger',
  async (phone) => {
    await phone.comeOn();
    await phone.riding(async () => {
      await phone.page.locator('[data-moving=true]').waitFor();
      await phone.offered();
      await phone.text('Details when you stop').waitFor();
      await phone.shot('moving-dark');
      expect((await phone.button('Accept').boundingBox())?.height).toBeGreaterThanOrEqual(104);
      expect(await phone.offerCard().getByText('Rua do Carmo').count()).toBe(0);
      await phone.button('Decline').tap();
      await phone.offerCard().waitFor({ state: 'detached' });
    });
  },
  { colorScheme: 'dark' },
);

stage.test('a push wakes a phone whose page is closed', async (phone) => {
  const { context, page } = phone;
  const { url } = stage.stack;
  await context.grantPermissions(['notifications', 'geolocation'], { origin: url });
  await phone.comeOn();
  await phone.workerRuns();
  const session = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first) resolve(first.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const registrationId = await registered;
  const expires_at = new Date(Date.now() + 60_000).toISOString();
  const data = JSON.stringify({ kind: 'offer', offer_id: 'x', expires_at });
  await session.send('ServiceWorker.deliverPushMessage', { origin: url, registrationId, data });
  const titles = (): Promise<string[]> =>
    page.evaluate<string[]>(
      `navigator.serviceWorker.ready.then((it) => it.getNotifications()).then((all) => all.map(({ title }) => title))`,
    );
  await eventually(async () => expect(await titles()).toEqual(['New offer']));
});

for (const colorScheme of ['light', 'dark'] as const) {
  stage.test(
    `axe finds nothing to say in the ${colorScheme} theme, from the first screen to the first stop`,
    async (phone) => {
      await phone.comeOn();
      expect(await phone.axe()).toEqual([]);
      await phone.offered();
      expect(await phone.axe()).toEqual([]);
      await phone.button('Decline').tap();
      expect(await phone.axe()).toEqual([]);
      await phone.button('Close').tap();
      await phone.button('Accept').tap();
      await phone.button('Arrived').waitFor();
      expect(await phone.axe()).toEqual([]);
      expect(await phone.phone.smallTargets()).toEqual([]);
    },
    { colorScheme, reducedMotion: 'reduce' },
  );
}
