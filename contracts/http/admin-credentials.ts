import { z } from 'zod';
import { endpoint } from './endpoint';
import { listOf } from './page';
import { Id, Instant, MarketId, text } from './values';

export const ApiKey = z
  .strictObject({
    id: Id,
    merchant_id: Id,
    prefix: z.string(),
    livemode: z.boolean(),
    created_at: Instant,
    revoked_at: Instant.nullable(),
  })
  .meta({ id: 'ApiKey' });

export const CreatedApiKey = ApiKey.extend({
  key: z.string().meta({ description: 'Shown once, kept nowhere.' }),
}).meta({ id: 'CreatedApiKey' });

const TtlS = z.int().min(1).max(2_592_000).optional().meta({ description: 'Seconds that it is valid.' });

export const IssueTokenBody = z
  .discriminatedUnion('role', [
    z.strictObject({ role: z.literal('driver'), driver_id: Id, ttl_s: TtlS }),
    z.strictObject({
      role: z.literal('ops'),
      name: text(100).meta({ description: 'Who: kept with everything that he does.' }),
      level: z.enum(['viewer', 'operator', 'manager']),
      market_ids: z.array(MarketId).min(1).max(100).optional().meta({ description: 'Absent: all markets.' }),
      ttl_s: TtlS,
    }),
  ])
  .meta({ id: 'IssueTokenBody' });
export type IssueTokenBody = z.infer<typeof IssueTokenBody>;

export const IssuedToken = z
  .strictObject({ token: z.string(), token_type: z.literal('Bearer'), role: z.string(), expires_at: Instant })
  .meta({ id: 'IssuedToken' });

export const createApiKey = endpoint({
  method: 'post',
  path: '/v1/admin/api_keys',
  tag: 'admin',
  summary: 'A key for a merchant: or_live_… in a live market, or_test_… in a test market.',
  access: 'admin',
  body: z.strictObject({ merchant_id: Id }).meta({ id: 'CreateApiKeyBody' }),
  answers: { 201: CreatedApiKey },
  problems: [404, 409],
  secret: true,
});

export const listApiKeys = endpoint({
  method: 'get',
  path: '/v1/admin/api_keys',
  tag: 'admin',
  summary: 'Keys of a merchant, revoked ones included.',
  access: 'admin',
  query: z.strictObject({ merchant_id: Id }),
  answers: { 200: listOf(ApiKey) },
});

export const revokeApiKey = endpoint({
  method: 'delete',
  path: '/v1/admin/api_keys/{api_key_id}',
  tag: 'admin',
  summary: 'Revoke a key. It stops working within seconds.',
  access: 'admin',
  params: z.strictObject({ api_key_id: Id }),
  answers: { 204: null },
  problems: [404],
});

export const issueToken = endpoint({
  method: 'post',
  path: '/v1/admin/tokens',
  tag: 'admin',
  summary: 'A token for a driver or an operator.',
  access: 'admin',
  body: IssueTokenBody,
  answers: { 201: IssuedToken },
  problems: [404, 409],
  secret: true,
});
