import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../support/chromium';
import { PATIENCE_MS } from '../support/eventually';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const SOFTWARE_GL = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/** A Chromium whose map is drawn in software, on the processors that the servers need too. */
export const launchChromium = (args = SOFTWARE_GL): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args });

/** One that draws no maps: all else comes to the screen sooner. */
export const launchPlainChromium = (): Promise<Browser> => launchChromium(['--no-sandbox', '--disable-gpu']);

export interface WatchedPage {
  page: Page;
  context: BrowserContext;
  /** What the page has thrown or logged as an error. */
  complaints: string[];
  /** Requests to anybody but the stack. */
  foreign: string[];
}

/** Without WebGL the console says so and goes on: drawing in software takes longer than all else that most tests do. */
const NO_WEBGL = `{
  const real = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (type, ...more) {
    return type.startsWith('webgl') ? null : real.call(this, type, ...more);
  };
}`;

/** A page of its own, with what it complains about and whom it asks written down. `hasMap`: whether maps are drawn. */
export async function openPage(browser: Browser, url: string, { hasMap = false } = {}): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  context.setDefaultTimeout(PATIENCE_MS);
  if (!hasMap) await context.addInitScript(NO_WEBGL);
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
