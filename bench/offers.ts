import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { issueToken } from '../cli/tokens';
import type { Config } from '../config';
import { openOfferPage, type OfferPage } from './offers/page';
import { withOwnStack } from './own-stack';
import { createClient, type Client } from './positions/client';
import { optionsOf, print, writeResult } from './result';

// A stack of its own, otherwise idle, and the driver's page in real Chromium at phone size. Orders are proposed to its
// driver one after the other: how long from the moment at which the order's workflow has sent the offer (`opened_at`, by the
// database's clock on the same machine) until its card is painted, and how long a yes takes to be answered over HTTP.
//   --offers N   how many (default 60)     --chromium PATH   (default /usr/bin/chromium)

const MARKET = 'offers';
const LISBON = { lat: 38.7223, lng: -9.1393 };
const WARM_UP = 8;
const PAUSE_MS = 150;

interface Cast {
  operator: string;
  merchant: string;
  driver: { id: string; token: string };
}

async function main(argv: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const options = optionsOf(['offers', 'chromium', 'json'], argv);
  const figures = await withOwnStack('offers', env, async ({ config }) => {
    const url = `http://127.0.0.1:${config.api.port}`;
    const client = createClient(url);
    const cast = await openMarket(client, config);
    const path = `/v1/ops/drivers/${cast.driver.id}/sign_in_links`;
    const link = (await client.send('POST', path, cast.operator, {})) as { url: string };
    const page = await openOfferPage(link.url, options.chromium ?? '/usr/bin/chromium');
    try {
      return await measure(client, page, cast, Number(options.offers ?? 60));
    } finally {
      await page.close();
      await client.close();
    }
  });
  for (const [name, value] of Object.entries(figures)) print(`${name.padEnd(28)} ${value.toFixed(1)}`);
  writeResult(options.json, figures);
}

async function openMarket(client: Client, config: Config): Promise<Cast> {
  const admin = await issueToken(config, { role: 'admin', sub: 'bench' }, 7_200);
  await client.send('POST', '/v1/admin/markets', admin, {
    id: MARKET,
    name: 'Offers',
    time_zone: 'UTC',
    currency: 'EUR',
    location: LISBON,
    // Only the bench proposes drivers.
    policy: { pool: { batch_window_s: 86_400 } },
  });
  const add = async (path: string, body: object): Promise<Record<string, string>> =>
    (await client.send('POST', `/v1/admin/${path}`, admin, body)) as Record<string, string>;
  const { id: merchantId } = await add('merchants', { market_id: MARKET, name: 'Padaria Sol' });
  const { key = '' } = await add('api_keys', { merchant_id: merchantId });
  const { id = '' } = await add('drivers', { market_id: MARKET, name: 'Marta Silva' });
  return {
    operator: await issueToken(config, { role: 'ops', sub: 'bench', level: 'operator' }, 7_200),
    merchant: key,
    driver: { id, token: await issueToken(config, { role: 'driver', sub: id }, 7_200) },
  };
}

async function measure(client: Client, page: OfferPage, cast: Cast, offers: number): Promise<Record<string, number>> {
  const shown: number[] = [];
  const accepted: number[] = [];
  for (let made = 0; made < WARM_UP + offers; made += 1) {
    const orderId = await offer(client, cast);
    const shownAt = await page.shownAt(orderId);
    const [card] = ((await client.send('GET', '/v1/driver/offers', cast.driver.token)) as { data: Card[] }).data;
    if (!card) throw new Error('the offer is gone');
    await delay(PAUSE_MS);
    const began = performance.now();
    await client.send('POST', `/v1/driver/offers/${card.id}/accept`, cast.driver.token, {});
    const tookMs = performance.now() - began;
    await carry(client, cast);
    if (made < WARM_UP) continue;
    shown.push(shownAt - Date.parse(card.opened_at));
    accepted.push(tookMs);
  }
  return {
    offer_to_shown_p50_ms: quantile(shown, 0.5),
    offer_to_shown_p95_ms: quantile(shown, 0.95),
    offer_to_shown_max_ms: quantile(shown, 1),
    accept_p50_ms: quantile(accepted, 0.5),
    accept_p95_ms: quantile(accepted, 0.95),
    accept_max_ms: quantile(accepted, 1),
    offers,
  };
}

interface Card {
  id: string;
  opened_at: string;
}

async function offer(client: Client, { merchant, operator, driver }: Cast): Promise<string> {
  const { id } = (await client.send('POST', '/v1/orders', merchant, {
    external_id: randomUUID(),
    pickup: { name: 'Padaria Sol', address: 'Rua do Carmo 41', location: LISBON },
    dropoff: { name: 'Silva', address: 'Calçada do Monte 18', location: { lat: LISBON.lat + 0.01, lng: LISBON.lng } },
  })) as { id: string };
  await client.send('POST', `/v1/ops/orders/${id}/assign`, operator, { driver_id: driver.id });
  return id;
}

async function carry(client: Client, { driver: { token } }: Cast): Promise<void> {
  const { stops } = (await client.send('GET', '/v1/driver/route', token)) as { stops: { id: string }[] };
  for (const { id } of stops) await client.send('POST', `/v1/driver/stops/${id}/complete`, token, {});
  await delay(PAUSE_MS);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

main(process.argv.slice(2), process.env).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(2);
  },
);
