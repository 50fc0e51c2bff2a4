import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config';
import { Admin } from '../simulation/client/admin';
import { adminCredential, fixedCredential } from '../simulation/client/credentials';
import { ApiClient } from '../simulation/client/http';
import { openDemoMarket } from '../simulation/demo/demo-market';

/** What a person needs to take part in the demo market. */
export interface DemoAccess {
  marketId: string;
  apiKey: string;
  driver: { id: string; name: string };
}

/** Opens the demo market, and gives its merchant a key for people: made once, kept for as long as it is valid. */
export async function demoAccess({ api: { publicUrl }, auth, dataDir }: Config): Promise<DemoAccess> {
  const api = new ApiClient(publicUrl);
  try {
    const admin = new Admin(api, adminCredential(auth.jwtSecret));
    const { market, merchant, drivers } = await openDemoMarket(api, admin);
    const [driver] = drivers;
    if (!driver) throw new Error('The demo market has no drivers.');
    const file = join(dataDir, 'demo-api-key');
    const kept = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const apiKey = (await isValid(api, kept)) ? kept : await merchant.bearer();
    writeFileSync(file, apiKey, { mode: 0o600 });
    return { marketId: market.id, apiKey, driver: { id: driver.id, name: driver.key } };
  } finally {
    await api.close();
  }
}

async function isValid(api: ApiClient, key: string): Promise<boolean> {
  if (!key) return false;
  const { status } = await api.send({ method: 'GET', path: '/v1/orders?limit=1', credential: fixedCredential(key) });
  return status === 200;
}
