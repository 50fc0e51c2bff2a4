import * as http from '../../contracts/http';
import type { Facts } from '../../db/audit';
import type { DriverReads } from '../../db/read-models/driver-view';
import type { Session, Sessions } from '../../db/sessions';
import { created, ok } from '../answer';
import type { SignIn } from '../auth/sessions';
import { seesMarket, type AdminCaller, type OpsCaller } from '../caller';
import { isIdKey, keyOf, pageOf } from '../cursor';
import type { MarketBook } from '../market-book';
import { invalid, notFound } from '../problem';
import type { Serve } from '../serve';
import { visibleMarket } from './ops-board';

export interface SessionDependencies {
  signIn: SignIn;
  sessions: Sessions;
  drivers: Pick<DriverReads, 'marketOf'>;
  book: MarketBook;
  facts: Facts;
  publicUrl: string;
}

type Staff = OpsCaller | AdminCaller;

/** Drivers sign in with a link that their dispatcher gives them. */
export function serveDriverSessions({ on }: Serve, dependencies: SessionDependencies): void {
  const { signIn, sessions, drivers, book, facts, publicUrl } = dependencies;

  async function marketOf(driverId: string, caller: Staff): Promise<string> {
    const marketId = await drivers.marketOf(driverId);
    if (marketId === null) throw notFound('driver');
    await visibleMarket(book, caller, marketId);
    return marketId;
  }

  on(http.createDriverSignInLink, async ({ params, caller, actor }) => {
    const marketId = await marketOf(params.driver_id, caller);
    const { code, expiresAt } = await signIn.invite({ role: 'driver', sub: params.driver_id }, actor);
    await facts.record({ marketId, type: 'driver.sign_in_link_made', driverId: params.driver_id, data: {} }, actor);
    return created({ code, url: `${publicUrl}/driver#code=${code}`, expires_at: expiresAt.toISOString() });
  });
  on(http.endDriverSessions, async ({ params, caller, actor }) => {
    const marketId = await marketOf(params.driver_id, caller);
    await sessions.endOfDriver(params.driver_id, `ended by ${caller.id}`);
    await facts.record({ marketId, type: 'driver.sessions_ended', driverId: params.driver_id, data: {} }, actor);
    return { status: 204 };
  });
  on(http.startDriverSession, async ({ body }) => created(await signIn.start(body.code, 'driver')));
  on(http.refreshDriverSession, async ({ body }) => ok(await signIn.refresh(body.refresh_token, 'driver')));
  on(http.endDriverSession, async ({ caller }) => {
    if (caller.sessionId) await sessions.end(caller.sessionId, 'signed out');
    return { status: 204 };
  });
}

/** Operators sign in with a link that a manager gives them. */
export function serveOpsSessions({ on }: Serve, { signIn, sessions, publicUrl }: SessionDependencies): void {
  on(http.createOpsSignInLink, async ({ body: { name, level, market_ids: asked }, caller, actor }) => {
    const foreign = asked?.find((id) => !seesMarket(caller, id));
    if (foreign !== undefined) throw invalid({ pointer: '/market_ids', message: `${foreign} is not yours to give` });
    const markets = asked ?? caller.markets ?? undefined;
    const { code, expiresAt } = await signIn.invite({ role: 'ops', sub: name, level, markets }, actor);
    return created({ code, url: `${publicUrl}/ops#code=${code}`, expires_at: expiresAt.toISOString() });
  });
  on(http.startOpsSession, async ({ body }) => created(await signIn.start(body.code, 'ops')));
  on(http.refreshOpsSession, async ({ body }) => ok(await signIn.refresh(body.refresh_token, 'ops')));
  on(http.endOpsSession, async ({ caller }) => {
    if (caller.role === 'ops' && caller.sessionId) await sessions.end(caller.sessionId, 'signed out');
    return { status: 204 };
  });

  on(http.listOpsSessions, async ({ query: { limit, cursor }, caller }) => {
    const rows = await sessions.listOps(limit + 1, keyOf(cursor, isIdKey));
    const page = pageOf(
      rows,
      limit,
      ({ id }) => id,
      (session) => session,
    );
    return ok({ ...page, data: page.data.filter((session) => governs(caller, session)).map(sessionAnswer) });
  });
  on(http.revokeOpsSession, async ({ params, caller }) => {
    const session = await sessions.findOps(params.session_id);
    if (!session || !governs(caller, session)) throw notFound('session');
    await sessions.end(session.id, `ended by ${caller.id}`);
    return { status: 204 };
  });
}

/** Who has more markets than oneself is not one's own to see or to end. */
function governs(caller: Staff, { claims: { markets } }: Session): boolean {
  return caller.markets === null || (markets?.every((id) => seesMarket(caller, id)) ?? false);
}

const sessionAnswer = ({ id, claims, createdBy, ...times }: Session): http.OpsSession => ({
  id,
  name: claims.sub,
  level: claims.level,
  market_ids: claims.markets ?? null,
  created_at: times.createdAt.toISOString(),
  refreshed_at: times.refreshedAt.toISOString(),
  expires_at: times.expiresAt.toISOString(),
  invited_by: createdBy.id,
});
