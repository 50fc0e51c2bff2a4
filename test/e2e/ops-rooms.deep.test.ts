import { join } from 'node:path';
import { eventually } from '../support/eventually';
import { axe } from './ops-browser';
import { SCREENSHOTS, setRoomsStage } from './ops-rooms-stage';

// What takes minutes where the map is drawn in software.
jest.setTimeout(240_000);

const stage = setRoomsStage({ hasMap: true });

test('an order goes from the board to its driver without a pointer', async () => {
  const { town, page, complaints, signIn } = stage;
  await signIn(town.operator);
  await page.getByRole('grid', { name: 'Orders' }).getByText('Padaria Sol').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('padaria');
  await page.keyboard.press('Enter');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page
    .getByLabel('Order story')
    .getByText(/Waiting for a driver/)
    .waitFor();
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: /^Assign/ });
  await dialog.waitFor();
  await page.keyboard.type('Pedro');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  expect(await dialog.getByLabel(/Pedro Gomes/).isChecked()).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByLabel('Order story').getByText('Waiting for Pedro Gomes’s answer').waitFor();
  expect(complaints).toEqual([]);
});

test('a zone is drawn by pointer', async () => {
  const { manager, page, complaints, signIn } = stage;
  await signIn(manager, '/ops/zones');
  await page.getByRole('button', { name: 'Draw a zone' }).click();
  await page.getByText('Click to set corners').waitFor();
  const box = await page.locator('canvas').boundingBox();
  if (!box) throw new Error('the map has no canvas');
  const corners = [
    [0.4, 0.3],
    [0.6, 0.3],
    [0.5, 0.6],
    [0.4, 0.3],
  ].map(([x = 0, y = 0]) => [box.x + box.width * x, box.y + box.height * y] as const);
  for (const [x, y] of corners) {
    await page.mouse.move(x, y, { steps: 3 });
    await page.mouse.click(x, y);
  }
  const latitude = page.getByLabel('Latitude of corner 3');
  await latitude.waitFor();
  const map = page.locator('canvas');
  const drawn = await map.screenshot();
  await latitude.fill(String(Number(await latitude.inputValue()) - 0.01));
  // What is typed is drawn, too.
  await eventually(async () => expect(drawn.equals(await map.screenshot())).toBe(false));
  await page.getByLabel('Name').fill('By hand');
  await page.getByRole('button', { name: 'Save the zone' }).click();
  await page.getByRole('heading', { level: 2, name: 'By hand' }).waitFor();
  expect(complaints).toEqual([]);
});

test.each(['light', 'dark'] as const)('axe finds nothing to say in any room in the %s theme', async (colorScheme) => {
  const { stack, manager, page, signIn } = stage;
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await signIn(manager);
  const found: Record<string, string[]> = {};
  const check = async (name: string): Promise<void> => {
    found[name] = await axe(page);
    await page.screenshot({ path: join(SCREENSHOTS, `ops-${name}-${colorScheme}.png`) });
  };
  const open = (path: string): Promise<unknown> => page.goto(`${stack.url}/ops${path}`);
  await open('/drivers');
  await page.getByText('Marta Silva').click();
  await page.getByLabel('Driver', { exact: true }).waitFor();
  await check('drivers');
  await open('/zones');
  await page.getByRole('button', { name: 'Draw a zone' }).click();
  await page.getByRole('button', { name: 'Begin with a square' }).click();
  await check('zones');
  await open('/audit');
  await page.getByRole('button', { name: 'Order placed' }).first().click();
  await page.getByLabel('Event', { exact: true }).waitFor();
  await check('audit');
  await open('/policies');
  await page.getByLabel('Lifetime s').fill('75');
  await page.getByRole('article').getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('dialog').waitFor();
  await check('policies');
  await open('/analytics');
  await page.locator('.chart svg').first().waitFor();
  await check('analytics');
  await open('/escalations');
  await page.getByText('No escalations.').waitFor();
  await check('escalations');
  await open('/map');
  await page.locator('canvas').waitFor();
  await check('map');
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await check('help');
  expect(Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0))).toEqual({});
});
