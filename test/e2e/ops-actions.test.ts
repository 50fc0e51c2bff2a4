import type { Locator } from 'playwright-core';
import { axe } from './ops-browser';
import { openOpsTown, type OpsTown } from './ops-stack';
import { setRoomsStage } from './ops-rooms-stage';

jest.setTimeout(300_000);

const stage = setRoomsStage();

/** A market that calls people at once, decides every second. */
const HURRY = {
  pool: { batch_window_s: 1 },
  incident: { waited_s: 1 },
  ladder: {
    rungs: [{ when: [{ kind: 'unassigned', after_s: 1 }], actions: [{ kind: 'escalate' }], deadline_s: 3_600 }],
  },
};

const story = (): Locator => stage.page.getByLabel('Order story');
const dialog = (): Locator => stage.page.getByRole('dialog');
/** Fills the reason, presses, and waits until the server has agreed. */
async function confirm(button: string, reason = 'as agreed'): Promise<void> {
  await dialog().getByLabel('Reason').fill(reason);
  await dialog().getByRole('button', { name: button }).click();
  await dialog().waitFor({ state: 'detached' });
}
async function askRui(): Promise<void> {
  await stage.page.keyboard.press('a');
  await dialog()
    .getByLabel(/Rui Costa/)
    .check();
}
async function choose(action: string): Promise<void> {
  await story().getByRole('button', { name: 'More' }).click();
  await story().getByRole('button', { name: action }).click();
}

test('an operator steers one order through everything that can be done with it, and the story tells each step', async () => {
  const { town, page, complaints, signIn } = stage;
  const orderId = await town.placeOrder('O Forno', 'Alto');
  await town.addDriver('Rui Costa');
  await signIn(town.operator, `/ops?order=${orderId}`);
  await story()
    .getByText(/^Waiting for a driver/)
    .waitFor();

  await page.keyboard.press('p');
  await confirm('Raise the pay');
  await story().getByText('Pay raised').waitFor();
  await page.keyboard.press('h');
  await confirm('Hold it');
  await story().getByText('Held: nobody is asked').waitFor();
  await choose('End the hold');
  await confirm('End the hold');
  await story().getByText('Hold ended').waitFor();
  await choose('Change the promise');
  await confirm('Change the promise');
  await story().getByText('Another time promised').waitFor();

  await askRui();
  await dialog().getByRole('button', { name: 'Send the offer' }).click();
  await story().getByText('Waiting for Rui Costa’s answer').waitFor();
  await page.keyboard.press('r');
  await confirm('Requeue');
  await story().getByText('Put back into the pool').waitFor();

  await askRui();
  await dialog().getByText('At the pickup in').waitFor();
  await dialog().getByLabel('Bind without asking').check();
  await confirm('Bind the driver', 'he waits outside');
  await story().getByText('Bound to Rui Costa without asking').waitFor();
  await choose('Take the driver out');
  await confirm('Take the driver out', 'flat tyre');
  await story()
    .getByText(/taken out by hand/)
    .first()
    .waitFor();
  await page.keyboard.press('c');
  await confirm('Cancel the order', 'the shop is closed');
  await story()
    .getByText(/^Cancelled at/)
    .waitFor();
  expect(complaints).toEqual([]);
});

test('a break is ended by an operator with a reason, and is audited', async () => {
  const { town, page, complaints, signIn, stack } = stage;
  const driver = await town.addDriver('Bea Lopes');
  await driver.goesOnBreak(30);
  await signIn(town.operator, `/ops/drivers?driver=${driver.id}`);
  await page.getByRole('button', { name: 'End the break' }).click();
  await confirm('End the break', 'storm in the centre');
  await page.getByLabel('Driver', { exact: true }).getByText('Free').waitFor();
  await page.goto(`${stack.url}/ops/audit?driver=${driver.id}`);
  await page.getByRole('row', { name: /olga.*storm in the centre/ }).waitFor();
  expect(complaints).toEqual([]);
});

describe('where there is trouble', () => {
  let rush: OpsTown;
  let orderId: string;
  beforeAll(async () => {
    rush = await openOpsTown(stage.stack, { id: 'rush', name: 'Rush', policy: HURRY });
    orderId = await rush.placeOrder('Casa Nepal', 'Campo');
  });

  test('an escalation is taken, written about, put off and solved', async () => {
    const { page, complaints, signIn } = stage;
    await signIn(rush.operator, '/ops/escalations?market=rush');
    const row = page.getByRole('listitem').filter({ hasText: 'Casa Nepal' });
    await row.getByText('nobody’s yet').waitFor();
    await row.getByRole('button', { name: 'It’s mine' }).click();
    await row.getByText('olga', { exact: true }).waitFor();
    await row.getByRole('button', { name: 'Note' }).click();
    await dialog().getByLabel('Note').fill('the kitchen has been called');
    await dialog().getByRole('button', { name: 'Write it' }).click();
    await row.getByText('the kitchen has been called').waitFor();
    await row.getByRole('button', { name: 'Snooze' }).click();
    await confirm('Snooze', 'ready in ten minutes');
    await page.getByRole('button', { name: 'Snoozed' }).click();
    await row.getByText('Snoozed: ready in ten minutes').waitFor();
    await row.getByRole('button', { name: 'Resolve' }).click();
    await dialog().getByLabel('How it was solved').fill('a driver comes by');
    await dialog().getByRole('button', { name: 'Resolve' }).click();
    await page.getByRole('button', { name: 'Resolved', exact: true }).click();
    await row.getByText('Solved: a driver comes by').waitFor();
    expect(complaints).toEqual([]);
  });

  test('a frozen matching says what it holds up, makes one incident, and is taken back', async () => {
    const { stack, page, complaints, signIn } = stage;
    const manager = await stack.token({ role: 'ops', sub: 'maria', level: 'manager' });
    await signIn(manager, '/ops/escalations?market=rush');
    await page.getByRole('button', { name: 'Matching on' }).click();
    await page.getByRole('button', { name: 'Freeze the matching' }).click();
    await confirm('Freeze the matching', 'the map is wrong');
    await page.getByRole('button', { name: /^Matching frozen 1/ }).waitFor();
    const incident = page.getByRole('list', { name: 'Incidents' }).getByRole('listitem').first();
    await incident.getByText('1 order waits because of it').waitFor();
    await incident.getByRole('button', { name: 'It’s mine' }).click();
    await incident.getByText('maria', { exact: true }).waitFor();
    await page.getByRole('button', { name: /^Matching frozen/ }).click();
    await page.getByText('the map is wrong').waitFor();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await confirm('Take it back', 'it is right again');
    await page.getByRole('button', { name: 'Matching on' }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('a round’s decision shows its candidates on a map and in a table, and a draft is held against it', async () => {
    const { page, complaints, signIn, stack } = stage;
    await rush.addDriver('Inês Matos');
    await signIn(rush.operator, `/ops?market=rush&order=${orderId}`);
    await story().getByText('Why Inês Matos?').waitFor();
    await story().getByRole('button', { name: 'All candidates on a map' }).click();
    await story().getByLabel('Map of the candidates').waitFor();
    await story()
      .getByRole('row', { name: /1 Inês Matos/ })
      .waitFor();
    await story().getByText('Nobody was left out.').waitFor();
    expect(await axe(page)).toEqual([]);

    await page.goto(`${stack.url}/ops/policies?market=rush`);
    await page.getByLabel('Base minor units').fill('999');
    await page.getByRole('button', { name: 'Last 3 h' }).click();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('Every order would have had the same driver.').waitFor();
    await page
      .getByRole('row', { name: /^Pay per offer/ })
      .getByText('+')
      .waitFor();
    expect(await axe(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
