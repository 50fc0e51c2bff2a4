import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type Browser } from 'playwright-core';

/** When an offer stood painted on the phone's screen, by its order. */
export interface OfferPage {
  shownAt(orderId: string): Promise<number>;
  close(): Promise<void>;
}

const SHOWN_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 20;
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true };

/**
 * Remembers when the card of an offer first stood in the page, after the frame that painted it. The order's ID is in no
 * card, so it is taken from what the page keeps of the stream.
 */
const WATCH = `
  globalThis.shown = {};
  new MutationObserver(() => {
    if (!document.querySelector('article[aria-label="New offer"]')) return;
    requestAnimationFrame(() => setTimeout(() => {
      for (const key of Object.keys(localStorage).filter((name) => name.startsWith('outrider.driver.world.')))
        for (const { orders } of JSON.parse(localStorage.getItem(key)).offers)
          for (const { id } of orders) globalThis.shown[id] ??= Date.now();
    }));
  }).observe(document, { childList: true, subtree: true });
`;

/** The driver's page in a real browser, signed in by its link. */
export async function openOfferPage(signInUrl: string, executablePath: string): Promise<OfferPage> {
  const browser: Browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await page.addInitScript(WATCH);
  await page.goto(signInUrl);
  await page.getByRole('button', { name: 'Go on shift' }).tap();
  await page.getByText('On shift, nothing near').waitFor();
  return {
    // The page's own policy forbids what `waitForFunction` would need.
    async shownAt(orderId) {
      const deadline = Date.now() + SHOWN_WITHIN_MS;
      for (;;) {
        const shown = await page.evaluate<number | null>(`globalThis.shown[${JSON.stringify(orderId)}] ?? null`);
        if (shown !== null) return shown;
        if (Date.now() > deadline) throw new Error(`the offer of ${orderId} was never shown`);
        await delay(LOOK_EVERY_MS);
      }
    },
    close: () => browser.close(),
  };
}
