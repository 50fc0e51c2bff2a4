import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { SessionTokens } from '../../contracts/http';
import type { SessionClaims, Sessions, SignInRole, StandingSession } from '../../db/sessions';
import { ApiProblem } from '../problem';
import { briefMemory } from './brief-memory';
import type { Tokens } from './tokens';

/** How long a token opens the API before it has to be renewed. */
const TOKEN_TTL_S = 900;
/** A driver's phone is his own; a console stands on a desk that others pass. */
const SESSION_TTL_S: Record<SignInRole, number> = { driver: 30 * 86_400, ops: 12 * 3_600 };
const LINK_TTL_MS: Record<SignInRole, number> = { driver: 86_400_000, ops: 3_600_000 };

/** A session that was ended elsewhere opens nothing after this time. */
const LIVE_TTL_MS = 5_000;

/** Hashed fast: codes and tokens are 24 random bytes, nothing that could be guessed. */
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const secret = (): string => randomBytes(24).toString('base64url');

export interface SignIn {
  /** A code for a link, to be told once. */
  invite(claims: SessionClaims, by: { type: string; id: string }): Promise<{ code: string; expiresAt: Date }>;
  start(code: string, role: SignInRole): Promise<SessionTokens>;
  refresh(refreshToken: string, role: SignInRole): Promise<SessionTokens>;
}

export function createSignIn(sessions: Sessions, tokens: Pick<Tokens, 'sign'>): SignIn {
  const newRefresh = (sessionId: string, role: SignInRole) => {
    const token = `rfr_${sessionId}_${secret()}`;
    return { token, sessionId, hash: hashOf(token), ttlS: SESSION_TTL_S[role] };
  };

  async function pairOf({ id, claims, expiresAt }: StandingSession, refreshToken: string): Promise<SessionTokens> {
    const signed = await tokens.sign({ ...claims, sid: id }, TOKEN_TTL_S);
    return {
      session_id: id,
      token: signed.token,
      expires_at: signed.expiresAt.toISOString(),
      refresh_token: refreshToken,
      refresh_expires_at: new Date(expiresAt).toISOString(),
    };
  }

  return {
    async invite(claims, createdBy) {
      const code = `sgn_${secret()}`;
      const expiresAt = new Date(Date.now() + LINK_TTL_MS[claims.role]);
      await sessions.addLink({ hash: hashOf(code), claims, createdBy, expiresAt });
      return { code, expiresAt };
    },
    async start(code, role) {
      const refresh = newRefresh(randomUUID(), role);
      const session = await sessions.redeem(hashOf(code), role, refresh);
      if (!session) throw new ApiProblem('link_ended', 'It has been used, or is too old. Ask for a new one.');
      return pairOf(session, refresh.token);
    },
    async refresh(refreshToken, role) {
      const [, sessionId = ''] = refreshToken.split('_');
      const next = newRefresh(sessionId, role);
      const session = await sessions.rotate(hashOf(refreshToken), role, next);
      if (!session) throw new ApiProblem('session_ended', 'Sign in again.');
      return pairOf(session, next.token);
    },
  };
}

/** Whether the session that a token names still stands. */
export const createLiveSessions = ({ isLive }: Pick<Sessions, 'isLive'>): ((id: string) => Promise<boolean>) =>
  briefMemory(LIVE_TTL_MS, (id) => isLive(id));
