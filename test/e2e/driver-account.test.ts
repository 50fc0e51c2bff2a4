import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { projectRoot } from '../../config';
import { eventually } from '../support/eventually';
import { setDriverStage } from './driver-stage';

/** What is a driver's own: the way in, and his hours. */

const SCRIPT_BUDGET_BYTES = 150_000;
const TOKEN = 'outrider.driver.token';

const stage = setDriverStage();

stage.test(
  'a sign-in link works once, and a session that is ended elsewhere leads back to the way in',
  async (phone) => {
    const { page, town, driver } = phone;
    const link = await town.signInLink(driver);
    const isIn = (): Promise<void> => page.getByRole('heading', { name: 'You are off shift' }).waitFor();
    const spoilToken = (): Promise<void> => page.evaluate(`localStorage.setItem('${TOKEN}', 'not.a.token')`);
    await page.goto(link);
    await isIn();
    expect(page.url()).not.toContain('sgn_');
    await spoilToken();
    await page.reload();
    // The token is refused; the session brings the next one.
    await isIn();
    await eventually(async () =>
      expect(await page.evaluate(`localStorage.getItem('${TOKEN}')`)).not.toBe('not.a.token'),
    );
    await town.endSessions(driver);
    await spoilToken();
    await page.reload();
    await phone.text(/Your link has ended/).waitFor();
    await page.getByLabel('Or paste the link here').fill(link);
    await phone.button('Sign in').tap();
    await phone.text(/Your link has ended/).waitFor();
    expect(await phone.axe()).toEqual([]);
  },
);

stage.test('a token that has ended leads to the way in', async (phone) => {
  await phone.page.goto(`${stage.stack.url}/driver#token=not.a.token`);
  await phone.text(/Your link has ended/).waitFor();
  expect(phone.page.url()).toBe(`${stage.stack.url}/driver`);
});

stage.test(
  'hours are planned and called off on the phone, and ones that overlap are refused in words',
  async (phone) => {
    const { page } = phone;
    await phone.signIn();
    await phone.button('Me').tap();
    const plan = async (from: string, until: string): Promise<void> => {
      await phone.button('Plan hours').tap();
      await page.getByLabel('From').fill(from);
      await page.getByLabel('Until').fill(until);
      await page.getByRole('button', { name: 'Plan', exact: true }).tap();
    };
    const year = new Date().getFullYear() + 1;
    await plan(`${year}-05-04T18:00`, `${year}-05-04T22:00`);
    await page.getByText(/4 May/).waitFor();
    await plan(`${year}-05-04T20:00`, `${year}-05-04T23:00`);
    await page.getByRole('alert').waitFor();
    await phone.button('Do not plan').tap();
    await phone.button(/Call off .*4 May/).tap();
    expect(await phone.axe()).toEqual([]);
    await phone.button(/Call off .*4 May.* for good/).tap();
    await phone.text('None. You can come on whenever you like.').waitFor();
  },
);

stage.test(
  'who has used up his hours is told beforehand that they end, and afterwards from when he may come on',
  async (phone) => {
    await phone.signIn();
    await phone.button('Go on shift').tap();
    await phone.text(/Your hours are over at \d\d:\d\d/).waitFor();
    await phone.page.getByRole('heading', { name: 'You are off shift' }).waitFor();
    await phone.button('Go on shift').tap();
    await phone.page
      .getByRole('status')
      .getByText(/hours since the last rest are used up. You can from \d\d:\d\d on/)
      .waitFor();
  },
  { town: 'strict' },
);

test('the page’s script stays within its budget', () => {
  const folder = join(projectRoot, 'dist/web/driver/assets');
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(SCRIPT_BUDGET_BYTES);
});
