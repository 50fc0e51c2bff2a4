import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DriverPhone } from './driver-phone';
import { setDriverStage } from './driver-stage';

/** What a driver carries: from the offer to the money, with proof, breaks, refusals, and without a network. */

const stage = setDriverStage();
let folder: string;
/** A picture as a camera would give it. */
let photo: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'outrider-photo-'));
  photo = join(folder, 'door.png');
  writeFileSync(photo, Buffer.from(ONE_PIXEL, 'base64'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const ONE_PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

/** So many actions are kept on the phone, and said to be. */
const waiting = (phone: DriverPhone, count: number): Promise<void> =>
  phone.page
    .getByLabel('Your actions')
    .getByText('waiting')
    .nth(count - 1)
    .waitFor();

stage.test('a whole delivery: on shift, offer, accept, pickup, photo, dropoff, earnings', async (phone) => {
  const { page, town } = phone;
  await phone.comeOn();
  expect(page.url()).not.toContain(phone.driver.token);
  const orderId = await phone.offered({ proof: { dropoff: 'photo' } });
  const card = await phone.offerCard().textContent();
  expect(card).toMatch(/€.*min.*Padaria Sol.*Rua do Carmo 41.*Door shown after you accept/);
  expect(card).not.toContain('Calçada');
  const pay = await page.locator('.offer__pay').textContent();

  await phone.button('Accept').tap();
  await phone.text('You have it').waitFor();
  await phone.button('Arrived').tap();
  await phone.reached(orderId, 'arrived_at_pickup');
  await phone.button('Picked up').tap();
  await phone.reached(orderId, 'picked_up');
  await page.getByRole('heading', { name: 'Calçada do Monte 18' }).waitFor();
  await phone.button('Arrived').tap();
  // The one big button is the camera until there is a photo.
  const [camera] = await Promise.all([page.waitForEvent('filechooser'), phone.button('Take the photo').tap()]);
  await camera.setFiles(photo);
  await phone.text(/Taken .* goes with the delivery/).waitFor();
  await page.getByLabel('Received by').fill('Ana Silva');
  await phone.deliver();
  await phone.reached(orderId, 'delivered');
  const proof = await town.proofOf(orderId);
  expect((await town.picture(proof.photo!.url)).type).toBe('image/jpeg');
  await phone.text('On shift, nothing near').waitFor();
  await phone.button('Earnings').tap();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  expect(await page.locator('.figure__value').first().textContent()).toBe(pay);
  expect(phone.phone.complaints).toEqual([]);
});

stage.test('a break asked for with an order in hand starts after the stop, and the order stays', async (phone) => {
  await phone.comeOn();
  await phone.accepted();
  await phone.button('On shift').tap();
  await phone.button('Break until I come back').tap();
  await phone.button('Break after this stop').waitFor();
  await phone.shot('break-light');
  await phone.button('Arrived').tap();
  await phone.button('Picked up').tap();
  await phone.button('On break').waitFor();
  await phone.page.getByRole('heading', { name: 'Calçada do Monte 18' }).waitFor();
  expect(await phone.button('Arrived').count()).toBe(1);
});

stage.test('what the server refuses is said, with its reason', async (phone) => {
  await phone.comeOn();
  const orderId = await phone.accepted();
  await phone.context.setOffline(true);
  await phone.button('Arrived').tap();
  await phone.town.cancel(orderId);
  await phone.context.setOffline(false);
  await phone.page.getByRole('status').getByText('Arrived at pickup: refused').waitFor();
  expect(await phone.page.getByLabel('Your actions').textContent()).toContain('refused');
});

stage.test('who cannot go on says so in three taps, and the goods wait for another driver', async (phone) => {
  await phone.comeOn();
  const orderId = await phone.accepted();
  for (const press of ['Arrived', 'Picked up']) await phone.button(press).tap();
  await phone.reached(orderId, 'picked_up');
  for (const press of ['Problem at this stop', /I cannot go on/, 'I had an accident']) await phone.button(press).tap();
  await phone.text(/another driver collects them where you are/).waitFor();
  await phone.button('Report it').tap();
  await phone.reached(orderId, 'stranded');
  await phone.text('On shift, nothing near').waitFor();

  const fate = phone.page.getByRole('status', { name: 'Goods that another driver collects' });
  await fate.getByText(/Another driver is looked for, for order A-/).waitFor();
  const rescuer = await phone.town.addDriver('Bruno Costa');
  await phone.town.comeOn(rescuer);
  await phone.town.offer(orderId, rescuer);
  await phone.town.acceptAs(rescuer);
  await fate.getByText(/Bruno, by bicycle, comes for order A-.*, about \d\d:\d\d/).waitFor();
  expect(await fate.textContent()).not.toContain('Costa');
  await phone.shot('rescue-comes');
  expect(await phone.axe()).toEqual([]);
  await phone.town.takeOver(rescuer);
  await fate.getByText(/You have handed over order A-/).waitFor();
  expect(await fate.textContent()).not.toContain('Bruno');
  await phone.shot('handed-over');
  expect(await phone.axe()).toEqual([]);
});

stage.test('a rescuer is led to the driver who has the goods, takes them over and brings them on', async (phone) => {
  const { page, town } = phone;
  const lost = await town.addDriver('Rita Lopes');
  await town.comeOn(lost);
  const orderId = await town.placeOrder('Padaria Sol');
  await town.offer(orderId, lost);
  await town.acceptAs(lost);
  await town.strand(orderId, lost);
  await phone.comeOn();
  await town.offer(orderId, phone.driver);
  await phone.offerCard().getByText('Goods with another driver', { exact: true }).waitFor();
  await phone.button('Accept').tap();
  await page.getByRole('heading', { name: 'Meet Rita' }).waitFor();
  const steps = await page.getByRole('region', { name: 'Rescue' }).textContent();
  expect(steps).toMatch(/Rita has the goods and cannot go on.*Take over order A-/);
  expect(await phone.axe()).toEqual([]);
  await phone.button('Problem at this stop').tap();
  await phone.button('I cannot find the driver').waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).tap();
  for (const press of ['Arrived', 'Goods taken over']) await phone.button(press).tap();
  await phone.reached(orderId, 'picked_up');
  await page.getByRole('heading', { name: 'Calçada do Monte 18' }).waitFor();
  expect(phone.phone.complaints).toEqual([]);
});

stage.test(
  'a kitchen that is not ready is no fault, once one has waited; until then the page says from when',
  async (phone) => {
    await phone.comeOn();
    const orderId = await phone.accepted();
    await phone.button('Arrived').tap();
    await phone.reached(orderId, 'arrived_at_pickup');
    for (const press of ['Problem at this stop', /It is not ready/]) await phone.button(press).tap();
    await phone.text(/does not count against you/).waitFor();
    await phone.button('Report it').tap();
    await phone.page
      .getByRole('status')
      .getByText(/You can from \d\d:\d\d on/)
      .waitFor();
    expect(await phone.town.statusOf(orderId)).toBe('arrived_at_pickup');
    await phone.button('Picked up').waitFor();
  },
);

stage.test('a signature is drawn with a finger and goes with the delivery', async (phone) => {
  const { page, town } = phone;
  await phone.comeOn();
  const orderId = await phone.atDoor('signature');
  await phone.button('Get the signature').tap();
  const box = (await page.getByLabel('Field for the signature').boundingBox())!;
  await page.mouse.move(box.x + 40, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 160, box.y + 120, { steps: 8 });
  await page.mouse.up();
  expect(await phone.axe()).toEqual([]);
  await phone.button('Done').tap();
  await phone.text('Signed').waitFor();
  await phone.deliver();
  await phone.reached(orderId, 'delivered');
  const { signature } = await town.proofOf(orderId);
  expect((await town.picture(signature!.url)).type).toBe('image/png');
});

stage.test('a wrong PIN brings the stop back with the tries that are left, the right one delivers', async (phone) => {
  const { page, town } = phone;
  await phone.comeOn();
  const orderId = await phone.atDoor('pin');
  const { pin } = (await town.track(orderId)).proof;
  await phone.button('Ask for the PIN').tap();
  await page.getByLabel('PIN', { exact: true }).and(page.locator(':focus')).waitFor();
  await page.getByLabel('PIN', { exact: true }).fill(pin === '0000' ? '1111' : '0000');
  await phone.deliver();
  await page
    .getByRole('status')
    .getByText(/4 tries are left/)
    .waitFor();
  await page.getByLabel('PIN', { exact: true }).fill(pin!);
  await phone.deliver();
  await phone.reached(orderId, 'delivered');
});

stage.test('in a dead zone everything goes on, is kept, and is sent once and in order', async (phone) => {
  const { page, context, town } = phone;
  await phone.comeOn();
  const orderId = await phone.accepted();
  const sent: string[] = [];
  page.on('request', (request) => {
    const [, stopAction] = /\/stops\/[^/]+\/(\w+)$/.exec(request.url()) ?? [];
    if (stopAction) sent.push(`${stopAction} ${request.headers()['idempotency-key']}`);
  });
  await phone.workerRuns();
  await context.setOffline(true);
  for (const press of ['Arrived', 'Picked up', 'Arrived']) await phone.button(press).tap();
  await phone.text('3 actions saved on this phone').waitFor();
  await page.getByLabel(/Take a photo/).waitFor();

  await page.reload();
  await waiting(phone, 3);
  expect(await town.statusOf(orderId)).toBe('assigned');
  sent.length = 0;
  await context.setOffline(false);
  await phone.reached(orderId, 'arrived_at_dropoff');
  await page.getByLabel('Your actions').getByText('sent').nth(2).waitFor();
  const actions = sent.map((line) => line.split(' ')[0]);
  expect(actions.filter((action, index) => action !== actions[index - 1])).toEqual(['arrive', 'complete', 'arrive']);
  expect(new Set(sent).size).toBe(3);
});

stage.test('in a dead zone of two minutes a photo and a delivery wait, and arrive in order', async (phone) => {
  const { page, context, town } = phone;
  await page.clock.install();
  await phone.comeOn();
  const orderId = await phone.atDoor('photo');
  await phone.workerRuns();
  await context.setOffline(true);
  await phone.takePhoto(photo);
  await phone.deliver();
  await phone.text('2 actions saved on this phone').waitFor();
  await page.clock.fastForward('02:00');
  await page.reload();
  await waiting(phone, 2);
  expect(await town.statusOf(orderId)).toBe('arrived_at_dropoff');
  await context.setOffline(false);
  await phone.reached(orderId, 'delivered');
  expect((await town.proofOf(orderId)).photo).not.toBeNull();
});
