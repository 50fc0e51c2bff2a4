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
  'hours are planned by the market’s clocks on a phone of another zone, refused in words, and called off',
  async (phone) => {
    const { page, town, driver } = phone;
    await phone.signIn();
    await phone.button('Me').tap();
    await phone.button('Plan hours').tap();
    const fill = async (from: string, until: string): Promise<void> => {
      await page.getByLabel('From').fill(from);
      await page.getByLabel('Until').fill(until);
    };
    const plan = (): Promise<void> => page.getByRole('button', { name: 'Plan', exact: true }).tap();
    const refusal = page.getByRole('alert');
    const year = new Date().getFullYear() + 1;
    await phone.text('Times are those of Lisbon.').waitFor();
    await fill(`${year}-05-04T18:00`, `${year}-05-04T22:00`);
    await phone.text(/4 May, 18:00 to 22:00, 4 h at work/).waitFor();
    await plan();
    await phone.button(/Call off .*4 May, 18:00/).waitFor();
    const agreed = [`${year}-05-04T17:00:00.000Z`, `${year}-05-04T21:00:00.000Z`];
    expect(await town.plannedHours(driver)).toEqual([agreed]);

    await phone.button('Plan hours').tap();
    await fill(`${year}-05-04T20:00`, `${year}-05-04T19:00`);
    await phone.text('The end must be after the start.').waitFor();
    await fill(`${year}-05-04T20:00`, `${year}-05-04T23:00`);
    await plan();
    await refusal.getByText(/There is a shift at that time/).waitFor();
    await fill(`${year}-05-04T23:00`, `${year}-05-05T04:00`);
    await plan();
    await refusal.getByText(/Together .* would be 9 h at work. At most 8 h are allowed: 1 h too much./).waitFor();
    await refusal.getByText(/beside .*4 May, 18:00 to 22:00 is 1 h: 7 h too short/).waitFor();
    await phone.shot('too-many-hours');
    expect(await phone.axe()).toEqual([]);
    // Ten o'clock to six, in the night in which the clocks go back.
    const sunday = lastSundayOfOctober(year);
    await fill(`${year}-10-${sunday - 1}T22:00`, `${year}-10-${sunday}T06:00`);
    await phone.text(/, 9 h at work/).waitFor();
    await plan();
    await refusal.getByText('That would be 9 h at work. At most 8 h are allowed: 1 h too much.').waitFor();
    await fill(`${year}-10-${sunday - 1}T22:00`, `${year}-10-${sunday}T05:00`);
    await plan();
    const night = [`${year}-10-${sunday - 1}T21:00:00.000Z`, `${year}-10-${sunday}T05:00:00.000Z`];
    await eventually(async () => expect(await town.plannedHours(driver)).toEqual([agreed, night]));

    for (const day of [/Call off .*4 May/, new RegExp(`Call off .*${sunday - 1} October`)]) {
      await phone.button(day).tap();
      expect(await phone.axe()).toEqual([]);
      await phone.button(new RegExp(`${day.source}.* for good`)).tap();
      await phone.button(day).waitFor({ state: 'detached' });
    }
    await phone.text('None. You can come on whenever you like.').waitFor();
  },
  { town: 'lawful', timezoneId: 'Pacific/Auckland' },
);

const lastSundayOfOctober = (year: number): number => 31 - new Date(Date.UTC(year, 9, 31)).getUTCDay();

stage.test(
  'who has used up his hours is told beforehand that they end, and afterwards from when he may come on',
  async (phone) => {
    const leftS = await phone.signInAndPace();
    await phone.town.changePolicy({ shift: { work_max_s: leftS + 1, end_reminder_s: leftS } });
    await phone.button('Go on shift').tap();
    await phone.text(/Your hours are over at \d\d:\d\d/).waitFor();
    await phone.page.getByRole('heading', { name: 'You are off shift' }).waitFor();
    await phone.button('Go on shift').tap();
    await phone.page
      .getByRole('status')
      .getByText(/hours since the last rest are used up. You can from \d\d:\d\d on/)
      .waitFor();
  },
  { town: 'own' },
);

test('the page’s script stays within its budget', () => {
  const folder = join(projectRoot, 'dist/web/driver/assets');
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(SCRIPT_BUDGET_BYTES);
});
