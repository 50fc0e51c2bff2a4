import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { projectRoot } from '../../config';
import { launchChromium, launchPlainChromium, openPage } from './ops-browser';
import { type OpsStack, type OpsTown, openOpsTown, startOpsStack } from './ops-stack';

export const SCREENSHOTS = join(projectRoot, '.outrider', 'screenshots');

/** What a test of the console's rooms works with. */
export interface RoomsStage {
  stack: OpsStack;
  town: OpsTown;
  /** Token of a manager. */
  manager: string;
  orderId: string;
  browser: Browser;
  page: Page;
  complaints: string[];
  signIn(token: string, path?: string): Promise<unknown>;
  heading(name: string): Locator;
  go(letter: string): Promise<void>;
}

/** A running stack with two orders and two drivers for this file, and a fresh page for each of its tests. */
export function setRoomsStage({ hasMap = false } = {}): RoomsStage {
  const stage = {} as RoomsStage;
  let context: BrowserContext;
  let foreign: string[];

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    stage.stack = await startOpsStack();
    stage.town = await openOpsTown(stage.stack);
    stage.manager = await stage.stack.token({ role: 'ops', sub: 'maria', level: 'manager' });
    await Promise.all(['Marta Silva', 'Pedro Gomes'].map(stage.town.addDriver));
    stage.orderId = await stage.town.placeOrder('Padaria Sol', 'Miradouro');
    await stage.town.placeOrder('Sushi Kai', 'Porto');
    stage.browser = await (hasMap ? launchChromium() : launchPlainChromium());
  });
  afterAll(async () => {
    await stage.browser?.close();
    await stage.stack?.stop();
  });
  beforeEach(async () => {
    const opened = await openPage(stage.browser, stage.stack.url, { hasMap });
    ({ context, foreign } = opened);
    stage.page = opened.page;
    stage.complaints = opened.complaints;
  });
  afterEach(async () => {
    await context.close();
    expect(foreign).toEqual([]);
  });

  stage.signIn = (token, path = '/ops') => stage.page.goto(`${stage.stack.url}${path}#token=${token}`);
  stage.heading = (name) => stage.page.getByRole('heading', { level: 1, name });
  stage.go = async (letter) => {
    await stage.page.keyboard.press('g');
    await stage.page.keyboard.press(letter);
  };
  return stage;
}
