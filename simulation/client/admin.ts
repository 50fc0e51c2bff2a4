import { randomUUID } from 'node:crypto';
import type { ApiKey, DriverAccount, Market, Merchant, Page, Policy } from './answers';
import type { ApiClient, Credential } from './http';

export interface NewMarket {
  id: string;
  name: string;
  time_zone: string;
  currency: string;
  livemode: false;
  location: { lat: number; lng: number };
  clock: { rate: number; offset_ms?: number };
  travel: { speed_mps: number; detour_factor: number };
  policy: Policy;
}

/** What an administrator does before a city can be simulated. */
export class Admin {
  constructor(
    private readonly api: ApiClient,
    readonly credential: Credential,
  ) {}

  createMarket(market: NewMarket): Promise<Market> {
    return this.#create('/v1/admin/markets', market);
  }

  createMerchant(marketId: string, name: string): Promise<Merchant> {
    return this.#create('/v1/admin/merchants', { market_id: marketId, name });
  }

  createDriver(marketId: string, driver: { name: string; vehicle: string; capacity: number }): Promise<DriverAccount> {
    return this.#create('/v1/admin/drivers', { market_id: marketId, ...driver });
  }

  /** A secret is answered once and kept nowhere, so a repetition asks for another one instead of the same. */
  createApiKey(merchantId: string): Promise<ApiKey> {
    const path = '/v1/admin/api_keys';
    return this.api.expect({ method: 'POST', path, credential: this.credential, body: { merchant_id: merchantId } });
  }

  async market(id: string): Promise<Market | null> {
    const call = { method: 'GET', path: `/v1/admin/markets/${id}`, credential: this.credential } as const;
    const { status, body } = await this.api.send(call);
    return status === 200 ? (body as Market) : null;
  }

  merchants(marketId: string): Promise<Merchant[]> {
    return this.#all(`/v1/admin/merchants?market_id=${marketId}`);
  }

  drivers(marketId: string): Promise<DriverAccount[]> {
    return this.#all(`/v1/admin/drivers?market_id=${marketId}`);
  }

  #create<Created>(path: string, body: unknown): Promise<Created> {
    return this.api.expect({ method: 'POST', path, body, credential: this.credential, idempotencyKey: randomUUID() });
  }

  async #all<Item>(path: string): Promise<Item[]> {
    const items: Item[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const page: Page<Item> = await this.api.expect<Page<Item>>({
        method: 'GET',
        path: `${path}&limit=200${query}`,
        credential: this.credential,
      });
      items.push(...page.data);
      cursor = page.next_cursor;
    } while (cursor !== null);
    return items;
  }
}
