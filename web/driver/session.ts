import { codeIn, redeemCode, refreshTokens, type SessionTokens } from '../shared/sign-in';
import { createStore, useStore } from '../shared/store';
import { claimsOf, takeLinkCode, takeLinkToken } from '../shared/token';

/** Who is signed in. A phone is its driver's own and restarts apps at will, so the session outlives the tab. */
export interface Session extends SessionTokens {
  driverId: string;
}

/** Where signing in stands while nobody is: the link may have ended, or wait for a network. */
export type Entry = 'closed' | 'opening' | 'ended' | 'unreachable';

const KEY = 'outrider.driver.token';
const REFRESH_KEY = 'outrider.driver.refresh';
const session = createStore<Session | null>(null);
const entry = createStore<Entry>('closed');
let code: string | null = null;
let renewing: Promise<boolean> | null = null;

export const currentToken = (): string | null => session.get()?.token ?? null;
export const useSession = (): Session | null => useStore(session);
export const useEntry = (): Entry => useStore(entry);

/** Takes what a link brings, `/driver#code=…` or a bare token, or the session that is kept. */
export function restoreSession(): void {
  const token = takeLinkToken();
  const linked = takeLinkCode();
  if (token !== null) return become({ token, refreshToken: null });
  if (!session.get()) restore();
  if (linked !== null) void openWith(linked);
}

/** Signs in with a link or its code, as somebody pasted it. False when there is none in it. */
export function enter(pasted: string): boolean {
  const found = codeIn(pasted);
  if (found !== null) void openWith(found);
  return found !== null;
}

/** Tries the link again that found no server. */
export const tryAgain = (): void => void (code !== null && openWith(code));

async function openWith(linked: string): Promise<void> {
  code = linked;
  entry.update(() => 'opening');
  const answer = await redeemCode('driver', linked);
  if (answer.kind === 'in') return become(answer.tokens);
  entry.update(() => (answer.kind === 'refused' ? 'ended' : 'unreachable'));
}

export function signOut({ becauseEnded = false } = {}): void {
  const token = currentToken();
  localStorage.removeItem(KEY);
  localStorage.removeItem(REFRESH_KEY);
  entry.update(() => (becauseEnded ? 'ended' : 'closed'));
  session.update(() => null);
  if (becauseEnded || token === null) return;
  // Whoever finds this phone's storage later finds a session that has ended.
  const headers = { authorization: `Bearer ${token}` };
  void fetch('/v1/driver/session', { method: 'DELETE', headers, keepalive: true }).catch(() => undefined);
}

/**
 * A token has been refused: true when there is another one, false when the session has ended. Throws when nobody could be
 * asked. One at a time, in all tabs: a refresh token that is used twice ends the session.
 */
export const renewSession = (): Promise<boolean> =>
  (renewing ??= alone(renew).finally(() => {
    renewing = null;
  }));

async function renew(): Promise<boolean> {
  const known = currentToken();
  restore();
  if (currentToken() !== known) return true; // Another tab was faster.
  const refreshToken = session.get()?.refreshToken;
  if (refreshToken == null) return false;
  const answer = await refreshTokens('driver', refreshToken);
  if (answer.kind === 'unreachable') throw new Error('The server could not be asked for a new token');
  if (answer.kind === 'in') become(answer.tokens);
  return answer.kind === 'in';
}

/** Locks exist on secure origins only. */
const alone = (work: () => Promise<boolean>): Promise<boolean> =>
  navigator.locks ? navigator.locks.request('outrider.driver.session', work) : work();

function restore(): void {
  const token = localStorage.getItem(KEY);
  if (token !== null) session.update(() => sessionOf({ token, refreshToken: localStorage.getItem(REFRESH_KEY) }));
}

function become(tokens: SessionTokens): void {
  localStorage.setItem(KEY, tokens.token);
  if (tokens.refreshToken === null) localStorage.removeItem(REFRESH_KEY);
  else localStorage.setItem(REFRESH_KEY, tokens.refreshToken);
  entry.update(() => 'closed');
  session.update(() => sessionOf(tokens));
}

function sessionOf(tokens: SessionTokens): Session {
  const { sub } = claimsOf(tokens.token);
  return { ...tokens, driverId: typeof sub === 'string' ? sub : '' };
}
