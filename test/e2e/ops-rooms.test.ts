import { writeRollups } from './rolled-up';
import { setRoomsStage } from './ops-rooms-stage';

jest.setTimeout(300_000);

const stage = setRoomsStage();

test('every room is two keys away, the market stays, and no room complains', async () => {
  const { manager, page, complaints, signIn, heading, go } = stage;
  await signIn(manager, '/ops?market=lisbon');
  await page.getByRole('grid', { name: 'Orders' }).waitFor();
  for (const [letter, name] of [
    ['d', 'Drivers'],
    ['z', 'Zones'],
    ['e', 'Escalations'],
    ['p', 'Policies'],
    ['a', 'Analytics'],
    ['u', 'Audit'],
    ['m', 'Map'],
  ] as const) {
    await go(letter);
    await heading(name).waitFor();
    expect(page.url()).toContain('market=lisbon');
  }
  await go('b');
  await page.getByRole('grid', { name: 'Orders' }).waitFor();
  expect(complaints).toEqual([]);
});

test('drivers can be narrowed down, and the choice survives a reload', async () => {
  const { town, page, signIn } = stage;
  await signIn(town.viewer, '/ops/drivers');
  const rows = page.getByRole('grid', { name: 'Drivers on shift' }).getByRole('row');
  await rows.getByText('Marta Silva').waitFor();
  await page.getByRole('button', { name: /^On break/ }).click();
  await page.getByText('Nobody is in this state.').waitFor();
  await page.reload();
  await page.getByText('Nobody is in this state.').waitFor();
  expect(await page.getByRole('button', { name: /^On break/ }).getAttribute('aria-pressed')).toBe('true');
});

test('the search finds orders, drivers and merchants, and Enter goes to who is called so', async () => {
  const { town, page, signIn, heading } = stage;
  await signIn(town.viewer, '/ops/audit');
  await heading('Audit').waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('marta');
  await page.keyboard.press('Enter');
  await page.getByLabel('Driver', { exact: true }).getByRole('heading', { name: 'Marta Silva' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/ops/drivers');
});

test('a zone is drawn without a pointer, closed with a reason and opened again', async () => {
  const { stack, manager, page, complaints, signIn } = stage;
  await signIn(manager, '/ops/zones');
  await page.getByRole('button', { name: 'Draw a zone' }).click();
  await page.getByLabel('Name').fill('Centro');
  expect(await page.getByRole('button', { name: 'Save the zone' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Begin with a square' }).click();
  await page.getByLabel('Latitude of corner 1').fill('38.71');
  await page.getByRole('button', { name: 'Save the zone' }).click();
  await page.getByRole('heading', { level: 2, name: 'Centro' }).waitFor();

  await page.getByRole('button', { name: 'Take no orders' }).click();
  await page.getByLabel('Reason').fill('flooded');
  await page.getByRole('dialog').getByRole('button', { name: 'Close the zone' }).click();
  await page.getByText('No orders are taken').waitFor();
  await page.getByRole('button', { name: 'Take orders again' }).click();
  await page.getByLabel('Reason').fill('dry again');
  await page.getByRole('dialog').getByRole('button', { name: 'Open the zone' }).click();
  await page.getByText('No orders are taken').waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Ask no drivers' }).click();
  await page.getByLabel('Reason').fill('marathon');
  await page.getByRole('dialog').getByRole('button', { name: 'Ask nobody' }).click();
  await page.getByText(/No driver is asked until \d/).waitFor();
  await page.getByRole('button', { name: 'Ask drivers again' }).click();
  await page.getByLabel('Reason').fill('it is over');
  await page.getByRole('dialog').getByRole('button', { name: 'Ask again' }).click();
  await page.getByText(/No driver is asked until/).waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);

  await page.goto(`${stack.url}/ops/audit?type=zone.*`);
  await page.getByRole('row', { name: /Zone closed.*maria.*flooded/ }).waitFor();
});

test('a policy is changed in a draft, refused where it makes no sense, and published as a second step', async () => {
  const { manager, page, complaints, signIn } = stage;
  await signIn(manager, '/ops/policies');
  await page.getByLabel('Lifetime s').fill('soon');
  await page.locator('[id="offer.lifetime_s-about"]').getByText('must be a number').waitFor();
  await page.getByLabel('Lifetime s').fill('61');
  const draft = page.getByRole('article');
  await draft.getByRole('row', { name: /Offers: lifetime s \d+ 61/ }).waitFor();

  // What makes no sense together is the server's to say, and is said where it was typed.
  const pause = page.getByLabel('Pause s');
  await pause.fill('100');
  await page.locator('[id="presence.pause_s-about"]').getByText('must be above nudge_s').waitFor();
  await pause.fill('300');
  const radii = page.getByRole('group', { name: 'Radii', exact: true });
  await radii.getByRole('button', { name: 'Add a row' }).click();
  await radii.getByRole('group', { name: 'Radii, row 4' }).getByLabel('After s').fill('900');
  await draft.getByRole('row', { name: /Pool: radii .*after 900 s, radius any distance/ }).waitFor();
  await radii.getByRole('button', { name: 'Move row 4 up' }).click();
  await radii.getByText('must be in the order of after_s').waitFor();
  await radii.getByRole('button', { name: 'Move row 3 down' }).click();
  await page.getByRole('button', { name: 'JSON' }).click();
  const text = page.getByLabel('Pool', { exact: true });
  await text.fill((await text.inputValue()).replace('"offers_max": 25', '"offers_max": 26'));
  await page.getByRole('button', { name: 'Fields' }).click();
  expect(await page.getByLabel('Offers, most', { exact: true }).inputValue()).toBe('26');
  await radii.getByRole('button', { name: 'Remove row 4' }).click();
  await draft.getByRole('row', { name: /Pool: radii/ }).waitFor({ state: 'detached' });
  await draft.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('drivers ask for more time');
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await page.getByText('version 2 in force, by maria').waitFor();
  await page.getByRole('button', { name: /drivers ask for more time/ }).click();
  await page.getByRole('row', { name: /Offers: lifetime s \d+ 61/ }).waitFor();
  expect(complaints).toEqual([]);
});

test('analytics answer in sentences, with definitions, compare with the period before, and keep the range in the address', async () => {
  const { stack, town, page, complaints, signIn } = stage;
  // A quarter of an hour that was, and the same of the day before.
  await writeRollups(stack.databaseUrl, 'lisbon', [
    { ago: 2, placed: 7, delivered: 7 },
    { ago: 98, placed: 5, delivered: 5 },
  ]);
  await signIn(town.viewer, '/ops/analytics');
  await page.getByRole('heading', { name: 'How much was there to do?' }).waitFor();
  await page.getByRole('button', { name: '24 hours' }).click();
  await page.waitForURL(/range=24h/);
  const demand = page.getByRole('region', { name: 'How much was there to do?' });
  await demand.getByText('Up from 5 in the period before.').waitFor();
  await demand.getByText('Placed, before').waitFor();
  await demand.locator('.chart[aria-label*="Placed, before: 5 in all"]').waitFor();
  await demand.getByText('Numbers').click();
  const numbers = demand.getByRole('row').filter({ has: page.getByRole('cell', { name: '7', exact: true }) });
  await numbers.getByRole('cell', { name: '5', exact: true }).first().waitFor();
  const info = page.getByRole('button', { name: 'What this means: Are promises kept?' });
  await info.click();
  await page.getByText(/those handed over no later than promised/).waitFor();
  const saved = page.waitForEvent('download');
  await page.getByRole('region', { name: 'What becomes of offers?' }).getByRole('button', { name: 'CSV' }).click();
  expect((await saved).suggestedFilename()).toBe('offers.csv');
  expect(complaints).toEqual([]);
});

test('the audit trail narrows down to one order, tells it whole, and keeps its question in the address', async () => {
  const { town, orderId, page, signIn } = stage;
  await signIn(town.viewer, `/ops/audit?order=${orderId}`);
  const placed = page.getByRole('button', { name: 'Order placed' });
  await placed.click();
  await page.getByLabel('Event', { exact: true }).getByText('SHA-256').waitFor();
  await page.getByLabel('Words').fill('placed');
  await page.waitForURL(/q=placed/);
  await page.reload();
  await placed.waitFor();
  expect(await page.getByRole('button', { name: 'Offer sent' }).count()).toBe(0);
});

test('a viewer may look into every room and change nothing', async () => {
  const { town, page, signIn, heading } = stage;
  await signIn(town.viewer, '/ops/zones');
  await heading('Zones').waitFor();
  const draw = page.getByRole('button', { name: 'Draw a zone' });
  expect(await draw.isDisabled()).toBe(true);
  expect(await draw.getAttribute('title')).toBe('Needs a manager; you are signed in as viewer.');
});

test('a link signs somebody in once, and the code leaves the address bar', async () => {
  const { stack, manager, browser, page } = stage;
  const response = await fetch(`${stack.url}/v1/ops/sign_in_links`, {
    method: 'POST',
    headers: { authorization: `Bearer ${manager}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'nora', level: 'operator' }),
  });
  const { code } = (await response.json()) as { code: string };
  await page.goto(`${stack.url}/ops#code=${code}`);
  await page.getByRole('button', { name: 'nora, operator' }).waitFor();
  expect(page.url()).not.toContain(code);

  const other = await browser.newContext();
  const second = await other.newPage();
  await second.goto(`${stack.url}/ops#code=${code}`);
  await second.getByText('This link has been used').waitFor();
  await other.close();
});
