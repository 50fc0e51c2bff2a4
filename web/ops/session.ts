import { useSyncExternalStore } from 'react';

/**
 * Who is signed in. The token lives in this tab's storage only: a query string would end up in logs and histories, and
 * local storage would outlive the person at the desk.
 */
export interface Session {
  token: string;
  name: string;
  /** What the token lets them do; `manager` includes `operator`. */
  level: string;
}

export const mayAct = ({ level }: Session): boolean => ['operator', 'manager', 'admin'].includes(level);

const KEY = 'outrider.ops.token';
const listeners = new Set<() => void>();
let session: Session | null = null;
let expired = false;

/** Takes the token of a link `/ops#token=…`, and takes it out of the address bar. */
export function restoreSession(): void {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const token = fragment.get('token');
  if (token !== null) {
    sessionStorage.setItem(KEY, token);
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  const kept = sessionStorage.getItem(KEY);
  session = kept === null ? null : sessionOf(kept);
}

export function signIn(token: string): void {
  sessionStorage.setItem(KEY, token);
  expired = false;
  become(sessionOf(token));
}

export function signOut({ becauseExpired = false } = {}): void {
  sessionStorage.removeItem(KEY);
  expired = becauseExpired;
  become(null);
}

export const currentToken = (): string | null => session?.token ?? null;
export const hasExpired = (): boolean => expired;

export const useSession = (): Session | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => session,
  );

function become(next: Session | null): void {
  session = next;
  for (const listener of listeners) listener();
}

/** The server judges every token itself; what is read here only decides what the page says and greys out. */
function sessionOf(token: string): Session {
  const claims = claimsOf(token);
  const text = (key: string): string | null => (typeof claims[key] === 'string' ? claims[key] : null);
  return { token, name: text('sub') ?? 'Operator', level: text('level') ?? text('role') ?? 'viewer' };
}

function claimsOf(token: string): Record<string, unknown> {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(atob(payload)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
