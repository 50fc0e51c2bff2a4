/** What a token says of itself. The server judges every token; a page only reads who it is for. */
export function claimsOf(token: string): Record<string, unknown> {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(atob(payload)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** The token of a link `…#token=…`, taken out of the address bar: there it would be seen, shared and kept in histories. */
export const takeLinkToken = (): string | null => takeFromHash('token');

/** The code of a sign-in link `…#code=…`. */
export const takeLinkCode = (): string | null => takeFromHash('code');

function takeFromHash(name: string): string | null {
  const value = new URLSearchParams(location.hash.slice(1)).get(name);
  if (value !== null) history.replaceState(history.state, '', location.pathname + location.search);
  return value;
}
