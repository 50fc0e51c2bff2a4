import { createStore, useStore } from '../shared/store';
import { claimsOf, takeLinkToken } from '../shared/token';

/** Who is signed in. A phone is its driver's own and restarts apps at will, so the token outlives the tab. */
export interface Session {
  token: string;
  driverId: string;
}

const KEY = 'outrider.driver.token';
const session = createStore<Session | null>(null);
let ended = false;

/** Takes the token of a link `/driver#token=…`, or the one that is kept. */
export function restoreSession(): void {
  const fromLink = takeLinkToken();
  if (fromLink !== null) signIn(fromLink);
  else if (!session.get()) {
    const kept = localStorage.getItem(KEY);
    if (kept !== null) session.update(() => sessionOf(kept));
  }
}

export function signIn(token: string): void {
  localStorage.setItem(KEY, token);
  ended = false;
  session.update(() => sessionOf(token));
}

export function signOut({ becauseEnded = false } = {}): void {
  localStorage.removeItem(KEY);
  ended = becauseEnded;
  session.update(() => null);
}

export const currentToken = (): string | null => session.get()?.token ?? null;
export const hasEnded = (): boolean => ended;
export const useSession = (): Session | null => useStore(session);

function sessionOf(token: string): Session {
  const { sub } = claimsOf(token);
  return { token, driverId: typeof sub === 'string' ? sub : '' };
}
