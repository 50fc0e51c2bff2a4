import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { projectRoot } from '../../config';
import { chromiumPath } from '../support/chromium';
import { PATIENCE_MS } from '../support/eventually';
import { axe } from './ops-browser';

export const SCREENSHOTS = join(projectRoot, '.outrider', 'screenshots');
export const USUAL = { width: 390, height: 844 };
export const SMALL = { width: 360, height: 640 };

/** Fingers need this many CSS pixels. */
const TARGET_PX = 48;

export const launchPhones = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', '--disable-gpu'] });

/** A page at phone size, with what it complains about and whom it asks written down. */
export class Phone {
  /** What the page has thrown or logged as an error. */
  readonly complaints: string[] = [];
  /** Requests to anybody but the server. */
  readonly foreign: string[] = [];

  protected constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly url: string,
  ) {
    context.on('request', (request) => {
      if (!new RegExp(`^(${url}|data:|blob:)`).test(request.url())) this.foreign.push(request.url());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      // That there is no network is no fault of the page.
      if (message.type() === 'error' && !message.text().includes('ERR_INTERNET_DISCONNECTED'))
        this.complaints.push(message.text());
    });
  }

  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Phone> {
    const context = await browser.newContext({
      viewport: USUAL,
      deviceScaleFactor: 2,
      hasTouch: true,
      locale: 'en-GB',
      ...options,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    return new Phone(context, await context.newPage(), url);
  }

  shot(name: string, options: { fullPage?: boolean } = {}): Promise<unknown> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    return this.page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), ...options });
  }

  axe(): Promise<string[]> {
    return axe(this.page);
  }

  /** What is too small for a finger, as it reads. */
  smallTargets(): Promise<string[]> {
    return this.page.locator('button, a, input:not(.visually-hidden), textarea').evaluateAll(
      (targets, least) =>
        targets
          .filter((target) => {
            const { width, height } = target.getBoundingClientRect();
            return height > 0 && Math.min(width, height) < least;
          })
          .map((target) => target.outerHTML),
      TARGET_PX,
    );
  }

  async close(): Promise<void> {
    await this.context.close();
    expect(this.foreign).toEqual([]);
  }
}
