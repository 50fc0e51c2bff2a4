import { redeemCode, refreshTokens, type SessionTokens } from '../shared/sign-in';
import { createStore, useStore } from '../shared/store';
import { claimsOf, takeLinkToken } from '../shared/token';

/**
 * Who is signed in. Tokens live in this tab's storage only: a query string would end up in logs and histories, and local
 * storage would outlive the person at the desk.
 */
export interface Session {
  token: string;
  name: string;
  /** What the token lets them do; `manager` includes `operator`. */
  level: string;
}

export const mayAct = ({ level }: Session): boolean => ['operator', 'manager', 'admin'].includes(level);

/** What a role may not do, in words; null when it may. The server judges again. */
export function obstacleFor(session: Session | null, needed: 'operator' | 'manager'): string | null {
  const levels = needed === 'operator' ? ['operator', 'manager', 'admin'] : ['manager', 'admin'];
  if (session && levels.includes(session.level)) return null;
  const who = needed === 'operator' ? 'an operator' : 'a manager';
  return `Needs ${who}; you are signed in as ${session?.level ?? 'nobody'}.`;
}

/** Why the sign-in is shown, where there is more to say than that nobody is signed in. */
export type SignInState = 'none' | 'starting' | 'link_ended' | 'no_answer' | 'expired';

const KEY = 'outrider.ops.token';
const REFRESH_KEY = 'outrider.ops.refresh';
/** Before the token ends, so that nothing is ever refused for it. */
const REFRESH_AHEAD_MS = 60_000;

const session = createStore<Session | null>(null);
const state = createStore<SignInState>('none');
let timer: ReturnType<typeof setTimeout> | undefined;
let refreshing: Promise<void> | null = null;
let onRefreshed = (): void => {};

/** Takes the token or the one-time code of a link, and takes it out of the address bar. */
export function restoreSession(whenRefreshed: () => void): void {
  onRefreshed = whenRefreshed;
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  const token = takeLinkToken();
  if (token !== null) return signIn(token);
  if (code !== null) {
    history.replaceState(history.state, '', location.pathname + location.search);
    state.update(() => 'starting');
    void redeemCode('ops', code).then((answer) =>
      answer.kind === 'in'
        ? keep(answer.tokens)
        : state.update(() => (answer.kind === 'refused' ? 'link_ended' : 'no_answer')),
    );
    return;
  }
  const kept = sessionStorage.getItem(KEY);
  if (kept === null) return;
  session.update(() => sessionOf(kept));
  if (sessionStorage.getItem(REFRESH_KEY) !== null) refreshSoon(kept);
}

/** With a token that somebody was given: it ends when it ends. */
export function signIn(token: string): void {
  sessionStorage.removeItem(REFRESH_KEY);
  sessionStorage.setItem(KEY, token);
  state.update(() => 'none');
  session.update(() => sessionOf(token));
}

export function signOut({ becauseExpired = false } = {}): void {
  clearTimeout(timer);
  sessionStorage.removeItem(KEY);
  sessionStorage.removeItem(REFRESH_KEY);
  state.update(() => (becauseExpired ? 'expired' : 'none'));
  session.update(() => null);
}

/** The server did not believe the token: a session that can be renewed is, and whatever failed is asked again. */
export function tokenRefused(): void {
  if (sessionStorage.getItem(REFRESH_KEY) === null) signOut({ becauseExpired: true });
  else void refresh().then(onRefreshed);
}

export const currentToken = (): string | null => session.get()?.token ?? null;
export const useSession = (): Session | null => useStore(session);
export const useSignInState = (): SignInState => useStore(state);

function keep({ token, refreshToken }: SessionTokens): void {
  if (refreshToken === null) return signIn(token);
  sessionStorage.setItem(KEY, token);
  sessionStorage.setItem(REFRESH_KEY, refreshToken);
  state.update(() => 'none');
  session.update(() => sessionOf(token));
  refreshSoon(token);
}

/** By how long the token lives and not by when it ends: this machine's clock may be wrong. */
function refreshSoon(token: string): void {
  const { iat, exp } = claimsOf(token);
  const livesMs = typeof iat === 'number' && typeof exp === 'number' ? (exp - iat) * 1000 : 0;
  clearTimeout(timer);
  timer = setTimeout(() => void refresh(), Math.max(5_000, livesMs - REFRESH_AHEAD_MS));
}

/** One at a time: a refresh token works once. Without an answer it is tried again; refused, the session has ended. */
function refresh(): Promise<void> {
  refreshing ??= renewed().finally(() => (refreshing = null));
  return refreshing;
}

async function renewed(): Promise<void> {
  const answer = await refreshTokens('ops', sessionStorage.getItem(REFRESH_KEY) ?? '');
  if (answer.kind === 'in') keep(answer.tokens);
  else if (answer.kind === 'refused') signOut({ becauseExpired: true });
  else timer = setTimeout(() => void refresh(), 5_000);
}

/** The server judges every token itself; what is read here only decides what the page says and greys out. */
function sessionOf(token: string): Session {
  const claims = claimsOf(token);
  const text = (key: string): string | null => (typeof claims[key] === 'string' ? claims[key] : null);
  return { token, name: text('sub') ?? 'Operator', level: text('level') ?? text('role') ?? 'viewer' };
}
