import * as http from '../../contracts/http';
import type { Accounts, Driver, Merchant } from '../../db/accounts';
import type { ApiKeys } from '../../db/api-keys';
import { created, ok } from '../answer';
import { apiKeyAnswer, driverAnswer, merchantAnswer } from '../answers/admin';
import { newApiKey } from '../auth/api-keys';
import type { Tokens } from '../auth/tokens';
import { isIdKey, keyOf, pageOf } from '../cursor';
import type { MarketBook } from '../market-book';
import { invalid, notFound } from '../problem';
import type { Serve } from '../serve';

export interface AccountDependencies {
  accounts: Accounts;
  apiKeys: ApiKeys;
  tokens: Pick<Tokens, 'sign'>;
  book: MarketBook;
  tokenTtlS: number;
}

/** Accounts of merchants and drivers. */
export function serveAdminAccounts({ on }: Serve, { accounts, book }: AccountDependencies): void {
  async function refuseUnknownMarket(id: string): Promise<void> {
    if (!(await book.market(id))) throw invalid({ pointer: '/market_id', message: 'is no market' });
  }
  const page = ({ market_id, limit, cursor }: { market_id?: string; limit: number; cursor?: string }) => ({
    marketId: market_id,
    limit: limit + 1,
    after: keyOf(cursor, isIdKey),
  });
  const idOf = ({ id }: { id: string }): string => id;

  on(http.createMerchant, async ({ body: { market_id, name }, actor }) => {
    await refuseUnknownMarket(market_id);
    const merchant = await accounts.createMerchant({ marketId: market_id, name }, actor);
    return created(merchantAnswer(merchant), `/v1/admin/merchants/${merchant.id}`);
  });
  on(http.listMerchants, async ({ query }) =>
    ok(pageOf(await accounts.listMerchants(page(query)), query.limit, idOf, merchantAnswer)),
  );
  on(http.getMerchant, async ({ params }) =>
    ok(merchantAnswer(found(await accounts.findMerchant(params.merchant_id), 'merchant'))),
  );
  on(http.changeMerchant, async ({ params, body, actor }) =>
    ok(merchantAnswer(found(await accounts.changeMerchant(params.merchant_id, body, actor), 'merchant'))),
  );

  on(http.createDriver, async ({ body: { market_id, ...driver }, actor }) => {
    await refuseUnknownMarket(market_id);
    const added = await accounts.createDriver({ marketId: market_id, ...driver }, actor);
    return created(driverAnswer(added), `/v1/admin/drivers/${added.id}`);
  });
  on(http.listDrivers, async ({ query }) =>
    ok(pageOf(await accounts.listDrivers(page(query)), query.limit, idOf, driverAnswer)),
  );
  on(http.getDriverAccount, async ({ params }) =>
    ok(driverAnswer(found(await accounts.findDriver(params.driver_id), 'driver'))),
  );
  on(http.changeDriver, async ({ params, body, actor }) =>
    ok(driverAnswer(found(await accounts.changeDriver(params.driver_id, body, actor), 'driver'))),
  );
}

/** Credentials. */
export function serveAdminCredentials({ on }: Serve, dependencies: AccountDependencies): void {
  const { accounts, apiKeys, tokens, book, tokenTtlS } = dependencies;

  on(http.createApiKey, async ({ body: { merchant_id }, actor }) => {
    const merchant = found(await accounts.findMerchant(merchant_id), 'merchant');
    const { livemode } = await book.known(merchant.marketId);
    const { key, ...stored } = newApiKey(livemode);
    const record = await apiKeys.create({ merchantId: merchant.id, livemode, ...stored }, actor);
    return created({ ...apiKeyAnswer(record), key });
  });
  on(http.listApiKeys, async ({ query }) => ok({ data: (await apiKeys.list(query.merchant_id)).map(apiKeyAnswer) }));
  on(http.revokeApiKey, async ({ params, actor }) => {
    if (!(await apiKeys.revoke(params.api_key_id, actor))) throw notFound('API key');
    return { status: 204 };
  });

  on(http.issueToken, async ({ body }) => {
    if (body.role === 'driver') found(await accounts.findDriver(body.driver_id), 'driver');
    const { token, expiresAt } = await tokens.sign(claimsOf(body), body.ttl_s ?? tokenTtlS);
    return created({ token, token_type: 'Bearer', role: body.role, expires_at: expiresAt.toISOString() });
  });
}

function found<Account extends Merchant | Driver>(account: Account | null, what: string): Account {
  if (!account) throw notFound(what);
  return account;
}

const claimsOf = (body: http.IssueTokenBody): http.TokenClaims =>
  body.role === 'driver'
    ? { role: 'driver', sub: body.driver_id }
    : { role: 'ops', sub: body.name, level: body.level, markets: body.market_ids };
