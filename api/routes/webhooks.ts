import { randomBytes } from 'node:crypto';
import * as http from '../../contracts/http';
import type { WebhookEndpointRecord, WebhookEndpoints } from '../../db/webhook-endpoints';
import { addressIn, isPublicAddress } from '../../domain/webhooks/address';
import { created, ok } from '../answer';
import { webhookDeliveryAnswer, webhookEndpointAnswer } from '../answers/webhooks';
import { seesMarket, type AdminCaller, type MerchantCaller, type OpsCaller } from '../caller';
import { isIdKey, keyOf, pageOf } from '../cursor';
import type { MarketBook } from '../market-book';
import { ApiProblem, invalid, notFound } from '../problem';
import type { Serve } from '../serve';

export interface WebhookDependencies {
  webhooks: WebhookEndpoints;
  book: MarketBook;
  /** Development: endpoints may be http:// and at addresses that are not public. */
  allowsPrivateWebhooks: boolean;
}

type Owner = MerchantCaller | OpsCaller | AdminCaller;

/** More endpoints than this one owner does not need, and every event is written once per endpoint. */
const PER_OWNER_MAX = 20;

/** Where others want to be told of events. */
export function serveWebhooks({ on }: Serve, { webhooks, book, allowsPrivateWebhooks }: WebhookDependencies): void {
  const answerOf = (row: WebhookEndpointRecord): http.WebhookEndpoint => webhookEndpointAnswer(row, Date.now());

  async function visible(id: string, caller: Owner): Promise<WebhookEndpointRecord> {
    const found = await webhooks.find(id);
    const isTheirs =
      caller.role === 'merchant' ? found?.merchantId === caller.id : found && seesMarket(caller, found.marketId);
    if (!found || !isTheirs) throw notFound('webhook endpoint');
    return found;
  }

  function refuseImpossible(url: string | undefined, types: string[], isPersonal: boolean, isMerchants: boolean): void {
    if (url !== undefined && !allowsPrivateWebhooks) refusePrivate(new URL(url));
    const personal = types.find((type) => http.PERSONAL_EVENT_TYPES.includes(type));
    if (personal && !isPersonal) {
      throw invalid({ pointer: '/event_types', message: `${personal} needs include_personal_data` });
    }
    const foreign = types.find((type) => (http.OPERATORS_EVENT_TYPES as readonly string[]).includes(type));
    if (foreign && isMerchants) throw invalid({ pointer: '/event_types', message: `${foreign} is for operators` });
  }

  on(http.createWebhookEndpoint, async ({ body, caller, actor }) => {
    const marketId = caller.role === 'merchant' ? caller.marketId : body.market_id;
    if (marketId === undefined) throw invalid({ pointer: '/market_id', message: 'is not set' });
    if (caller.role !== 'merchant' && !seesMarket(caller, marketId)) throw notFound('market');
    if (body.market_id !== undefined && body.market_id !== marketId) throw notFound('market');
    await book.known(marketId);
    const merchantId = caller.role === 'merchant' ? caller.id : null;
    refuseImpossible(body.url, body.event_types, body.include_personal_data, merchantId !== null);
    if ((await webhooks.countOf(marketId, merchantId)) >= PER_OWNER_MAX) {
      throw new ApiProblem('already_exists', `There are ${PER_OWNER_MAX} endpoints already; delete one first.`);
    }
    const secret = newSecret();
    const endpoint = {
      marketId,
      merchantId,
      url: body.url,
      description: body.description ?? null,
      eventTypes: body.event_types,
      includePersonalData: body.include_personal_data,
      enabled: body.enabled,
      secret,
    };
    const row = await webhooks.create(endpoint, actor);
    return created({ ...answerOf(row), secret }, `/v1/webhook_endpoints/${row.id}`);
  });

  on(http.listWebhookEndpoints, async ({ query: { limit, cursor, market_id }, caller }) => {
    if (market_id !== undefined && caller.role !== 'merchant' && !seesMarket(caller, market_id)) {
      throw notFound('market');
    }
    const owner =
      caller.role === 'merchant'
        ? { merchantId: caller.id }
        : { marketIds: market_id === undefined ? caller.markets : [market_id] };
    const rows = await webhooks.list(owner, { limit: limit + 1, after: keyOf(cursor, isIdKey) });
    return ok(pageOf(rows, limit, ({ id }) => id, answerOf));
  });

  on(http.getWebhookEndpoint, async ({ params, caller }) =>
    ok(answerOf(await visible(params.webhook_endpoint_id, caller))),
  );

  on(http.changeWebhookEndpoint, async ({ params, body, caller, actor }) => {
    const before = await visible(params.webhook_endpoint_id, caller);
    const { url, description, event_types: eventTypes = before.eventTypes, enabled } = body;
    const includePersonalData = body.include_personal_data ?? before.includePersonalData;
    refuseImpossible(url, eventTypes, includePersonalData, before.merchantId !== null);
    const changes = { url, description, eventTypes, includePersonalData };
    return ok(answerOf(await webhooks.change(before.id, changes, enabled, actor)));
  });

  on(http.deleteWebhookEndpoint, async ({ params, caller, actor }) => {
    await webhooks.remove((await visible(params.webhook_endpoint_id, caller)).id, actor);
    return { status: 204 };
  });

  on(http.rotateWebhookSecret, async ({ params, body, caller, actor }) => {
    const { id } = await visible(params.webhook_endpoint_id, caller);
    const secret = newSecret();
    return ok({ ...answerOf(await webhooks.rotateSecret(id, secret, body.keep_previous_s, actor)), secret });
  });

  on(http.testWebhookEndpoint, async ({ params, caller }) => {
    const { id } = await enabledOne(params.webhook_endpoint_id, caller);
    return { status: 202, body: webhookDeliveryAnswer(await webhooks.ping(id)) };
  });

  on(http.listWebhookDeliveries, async ({ params, query: { limit, cursor, status, order_id, type }, caller }) => {
    const { id } = await visible(params.webhook_endpoint_id, caller);
    const isSequence = (key: unknown): key is number => Number.isSafeInteger(key);
    const page = { limit: limit + 1, after: keyOf(cursor, isSequence) };
    const rows = await webhooks.deliveries(id, { status, orderId: order_id, type, ...page });
    return ok(pageOf(rows, limit, ({ sequence }) => sequence, webhookDeliveryAnswer));
  });

  on(http.replayWebhooks, async ({ params, body, caller }) => {
    const { id } = await enabledOne(params.webhook_endpoint_id, caller);
    if ('delivery_id' in body) {
      if (!(await webhooks.hasDelivery(id, body.delivery_id))) throw notFound('delivery');
      return { status: 202, body: { replayed: await webhooks.replay(id, { deliveryId: body.delivery_id }) } };
    }
    const { from, to, status } = body;
    const range = { from: new Date(from), to: to === undefined ? new Date() : new Date(to) };
    const statuses = status === undefined ? ['failed', 'delivered'] : [status];
    return { status: 202, body: { replayed: await webhooks.replay(id, { ...range, statuses }) } };
  });

  /** To send something now, it has to be enabled. */
  async function enabledOne(id: string, caller: Owner): Promise<WebhookEndpointRecord> {
    const found = await visible(id, caller);
    if (!found.enabled) throw new ApiProblem('endpoint_disabled', 'The endpoint is disabled: enable it first.');
    return found;
  }
}

/** What can be seen in the URL itself; names are looked up, and judged, whenever something is sent. */
function refusePrivate(url: URL): void {
  if (url.protocol !== 'https:') throw invalid({ pointer: '/url', message: 'must be an https:// URL' });
  const address = addressIn(url);
  if (address !== null && !isPublicAddress(address)) {
    throw invalid({ pointer: '/url', message: 'must be at a public address' });
  }
}

const newSecret = (): string => `whsec_${randomBytes(24).toString('base64')}`;
