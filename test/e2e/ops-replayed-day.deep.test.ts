import type { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { eventually } from '../support/eventually';
import { axe, launchChromium, openPage, type WatchedPage } from './ops-browser';
import { SCREENSHOTS } from './ops-rooms-stage';
import { type ReplayStack, startReplayStack } from './replay-stack';

/**
 * The console while a recorded day is being played: every room, with what real hours bring into it. The pictures are
 * for people to look at.
 */

jest.setTimeout(600_000);

const REPLAY = ['--from', '660', '--to', '780', '--speed', '12'];
const SIZES = { laptop: [1280, 720], wall: [1920, 1080] } as const;
const THEMES = ['light', 'dark'] as const;

let stack: ReplayStack;
let replay: ChildProcess;
let marketId: string;
let browser: Browser;
let watched: WatchedPage;

beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  stack = await startReplayStack();
  replay = await stack.replay(REPLAY);
  await eventually(async () => {
    const orders = { status: 'delivered', marketId: { startsWith: 'replay-' } } as const;
    const { prisma } = stack.database;
    expect(await prisma.order.count({ where: orders })).toBeGreaterThan(10);
    marketId = (await prisma.market.findFirstOrThrow({ where: { id: { startsWith: 'replay-' } } })).id;
  }, 400_000);
  browser = await launchChromium();
  watched = await openPage(browser, stack.url, { hasMap: true });
  const token = await stack.token({ role: 'ops', sub: 'maria', level: 'manager' });
  await watched.page.goto(`${stack.url}/ops?market=${marketId}#token=${token}`);
  await aRow(watched.page, 'Orders').waitFor();
}, 600_000);
afterAll(async () => {
  await browser?.close();
  if (replay) await stack.endReplay(replay);
  await stack?.stop();
}, 120_000);

const aRow = (page: Page, grid: string) =>
  page
    .getByRole('grid', { name: grid })
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') })
    .first();

/** How each room is brought to show something of the day. */
const ROOMS: Record<string, (page: Page) => Promise<unknown>> = {
  '/': (page) => aRow(page, 'Orders').waitFor(),
  '/map': (page) => page.locator('canvas').waitFor(),
  '/escalations': (page) => page.getByRole('heading', { level: 1, name: 'Escalations' }).waitFor(),
  '/drivers': async (page) => {
    await aRow(page, 'Drivers on shift').click();
    await page.getByLabel('Driver', { exact: true }).waitFor();
  },
  '/zones': (page) => page.getByRole('heading', { level: 1, name: 'Zones' }).waitFor(),
  '/policies': (page) => page.getByLabel('Lifetime s').waitFor(),
  '/analytics': (page) => page.locator('.chart svg').first().waitFor(),
  '/audit': async (page) => {
    await page.getByRole('button', { name: 'Order placed' }).first().click();
    await page.getByLabel('Event', { exact: true }).waitFor();
  },
};

async function show(page: Page, path: string): Promise<void> {
  await page.goto(`${stack.url}/ops${path}?market=${marketId}`);
  await ROOMS[path]!(page);
}

/** The story of the order that found a driver last, with the decision for him. */
async function showDecision(page: Page): Promise<void> {
  const { orderId } = await stack.database.prisma.assignment.findFirstOrThrow({
    where: { order: { marketId }, offerId: { not: null } },
    orderBy: { createdAt: 'desc' },
  });
  await page.goto(`${stack.url}/ops?market=${marketId}&order=${orderId}`);
  await page.getByLabel('Order story').getByRole('button', { name: 'Decision' }).click();
  await page.getByLabel('Order story').locator('canvas').waitFor();
}

const looks = Object.keys(SIZES).flatMap((size) => THEMES.map((theme) => [size as keyof typeof SIZES, theme] as const));

test.each(looks)(
  'on a %s in %s every room shows the day, says nothing wrong and is within reach',
  async (size, colorScheme) => {
    const { page, complaints } = watched;
    const [width, height] = SIZES[size];
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const found: Record<string, string[]> = {};
    const look = async (name: string): Promise<void> => {
      const violations = await axe(page);
      if (violations.length > 0) found[name] = violations;
      await page.screenshot({ path: join(SCREENSHOTS, `day-${name}-${size}-${colorScheme}.png`) });
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    };
    for (const path of Object.keys(ROOMS)) {
      await show(page, path);
      await look(path.slice(1) || 'board');
    }
    await showDecision(page);
    await look('decision');
    expect(found).toEqual({});
    expect(complaints).toEqual([]);
    expect(watched.foreign).toEqual([]);
  },
);
