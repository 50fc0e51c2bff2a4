/** Signing in goes around the page's client: it has no token yet, and a refusal means something else here. */
export interface Tokens {
  token: string;
  refresh_token: string;
}

/** Throws when the link has been used or is too old, and when there is no answer. */
export async function startSession(code: string): Promise<Tokens> {
  const response = await post('/v1/ops/sessions', { code });
  if (!response.ok) throw new Error(`refused: ${response.status}`);
  return (await response.json()) as Tokens;
}

/** Null when the session has ended; throws when there is no answer, or none that decides it. */
export async function refreshTokens(refreshToken: string): Promise<Tokens | null> {
  const response = await post('/v1/ops/sessions/refresh', { refresh_token: refreshToken });
  if (response.status === 401 || response.status === 422) return null;
  if (!response.ok) throw new Error(`refused: ${response.status}`);
  return (await response.json()) as Tokens;
}

const post = (path: string, body: object): Promise<Response> =>
  fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
