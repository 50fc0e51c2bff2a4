import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../support/chromium';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const SOFTWARE_GL = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/** A Chromium whose map is drawn in software, on the processors that the servers need too. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args: SOFTWARE_GL });

export interface WatchedPage {
  page: Page;
  context: BrowserContext;
  /** What the page has thrown or logged as an error. */
  complaints: string[];
  /** Requests to anybody but the stack. */
  foreign: string[];
}

/** A page of its own, with what it complains about and whom it asks written down. */
export async function openPage(browser: Browser, url: string): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  const complaints: string[] = [];
  const foreign: string[] = [];
  context.on('request', (request) => {
    if (!new RegExp(`^(${url}|data:|blob:)`).test(request.url())) foreign.push(request.url());
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // What the graphics driver says about software rendering is no fault of the page.
    if (message.type() === 'error') complaints.push(message.text());
  });
  return { page, context, complaints, foreign };
}

/** What axe finds against WCAG 2.2 AA on the page as it is now, dialogs included. */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate<{ id: string; impact: string; nodes: { html: string }[] }[]>(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then((result) => result.violations)`,
  );
  return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
