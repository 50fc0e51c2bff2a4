import { z } from 'zod';
import { endpoint } from './endpoint';
import { pageOf, PageQuery } from './page';
import { OPS_LEVELS } from './tokens';
import { Id, Instant, MarketId, text } from './values';

/** What a link's fragment carries: 24 random bytes, good for one sign-in. */
export const SignInCode = z.string().regex(/^sgn_[A-Za-z0-9_-]{32}$/, 'must be the code of a sign-in link');
/** Names its session; good for one refresh. */
export const RefreshToken = z.string().regex(/^rfr_[0-9a-f-]{36}_[A-Za-z0-9_-]{32}$/, 'must be a refresh token');

export const SignInLink = z
  .strictObject({ code: SignInCode, url: z.string(), expires_at: Instant })
  .meta({ id: 'SignInLink' });

export const SessionTokens = z
  .strictObject({
    session_id: Id,
    token: z.string().meta({ description: 'Bearer token for the API, for a quarter of an hour.' }),
    expires_at: Instant,
    refresh_token: RefreshToken.meta({ description: 'Works once: each refresh answers with the next one.' }),
    refresh_expires_at: Instant,
  })
  .meta({ id: 'SessionTokens' });
export type SessionTokens = z.infer<typeof SessionTokens>;

export const OpsSession = z
  .strictObject({
    id: Id,
    name: z.string(),
    level: z.enum(OPS_LEVELS),
    market_ids: z.array(MarketId).nullable().meta({ description: 'Null: all markets.' }),
    created_at: Instant,
    refreshed_at: Instant,
    expires_at: Instant,
    invited_by: z.string(),
  })
  .meta({ id: 'OpsSession' });
export type OpsSession = z.infer<typeof OpsSession>;

/** Drivers and operators come in, stay and leave in the same way, by paths of their own. */
const PUBLIC_POST = { method: 'post', access: 'public', secret: true } as const;
const starting = {
  ...PUBLIC_POST,
  summary: 'Sign in with the code of a link. 401 `link_ended`: used, too old, or never was.',
  body: z.strictObject({ code: SignInCode }),
  answers: { 201: SessionTokens },
  problems: [401],
};
const refreshing = {
  ...PUBLIC_POST,
  body: z.strictObject({ refresh_token: RefreshToken }),
  answers: { 200: SessionTokens },
  problems: [401],
};
const leaving = {
  method: 'delete',
  summary: 'Sign out here: the session that the token belongs to ends.',
  answers: { 204: null },
} as const;

const DriverParams = z.strictObject({ driver_id: Id });

export const createDriverSignInLink = endpoint({
  method: 'post',
  path: '/v1/ops/drivers/{driver_id}/sign_in_links',
  tag: 'ops',
  summary: 'A link that signs this driver in on one phone, once, within a day. Shown once.',
  access: 'ops.operator',
  params: DriverParams,
  body: z.strictObject({}),
  answers: { 201: SignInLink },
  problems: [404],
  secret: true,
});
export const endDriverSessions = endpoint({
  method: 'delete',
  path: '/v1/ops/drivers/{driver_id}/sessions',
  tag: 'ops',
  summary: 'Signs the driver out everywhere within seconds, and ends links that were not used: for a lost phone.',
  access: 'ops.operator',
  params: DriverParams,
  answers: { 204: null },
  problems: [404],
});
export const startDriverSession = endpoint({ ...starting, path: '/v1/driver/sessions', tag: 'driver' });
export const refreshDriverSession = endpoint({
  ...refreshing,
  path: '/v1/driver/sessions/refresh',
  tag: 'driver',
  summary:
    'The next pair of tokens. When the answer is lost, send the same one again; a token from before that ends the ' +
    'session, because two people have it. 401 `session_ended`: sign in again.',
});
export const endDriverSession = endpoint({ ...leaving, path: '/v1/driver/session', tag: 'driver', access: 'driver' });

export const OpsInvitation = z
  .strictObject({
    name: text(100).meta({ description: 'Who it is for: what the audit will say.' }),
    level: z.enum(OPS_LEVELS),
    market_ids: z.array(MarketId).min(1).max(200).optional().meta({ description: 'Absent: those that you have.' }),
  })
  .meta({ id: 'OpsInvitation' });
export const createOpsSignInLink = endpoint({
  method: 'post',
  path: '/v1/ops/sign_in_links',
  tag: 'ops',
  summary: 'A link that signs an operator in, once, within an hour. Nobody gives markets that he has not. Shown once.',
  access: 'ops.manager',
  body: OpsInvitation,
  answers: { 201: SignInLink },
  secret: true,
});
export const startOpsSession = endpoint({ ...starting, path: '/v1/ops/sessions', tag: 'ops' });
export const refreshOpsSession = endpoint({
  ...refreshing,
  path: '/v1/ops/sessions/refresh',
  tag: 'ops',
  summary: 'The next pair of tokens, as for drivers. A session that is not refreshed for twelve hours ends.',
});
export const listOpsSessions = endpoint({
  method: 'get',
  path: '/v1/ops/sessions',
  tag: 'ops',
  summary: 'Who is signed in to the markets that you see, newest first.',
  access: 'ops.manager',
  query: PageQuery,
  answers: { 200: pageOf(OpsSession) },
});
export const revokeOpsSession = endpoint({
  method: 'delete',
  path: '/v1/ops/sessions/{session_id}',
  tag: 'ops',
  summary: 'Signs somebody out within seconds.',
  access: 'ops.manager',
  params: z.strictObject({ session_id: Id }),
  answers: { 204: null },
  problems: [404],
});
export const endOpsSession = endpoint({ ...leaving, path: '/v1/ops/session', tag: 'ops', access: 'ops.viewer' });
