/** Signing in with links, as `POST /v1/{driver,ops}/sessions` does it. */
export interface SessionTokens {
  token: string;
  /** Null for a token that came without a session: it ends when it ends. */
  refreshToken: string | null;
}

/** `refused`: the server knows the link or the token no more. `unreachable`: nobody has said anything about it. */
export type SignInAnswer = { kind: 'in'; tokens: SessionTokens } | { kind: 'refused' } | { kind: 'unreachable' };

export const redeemCode = (role: 'driver' | 'ops', code: string): Promise<SignInAnswer> =>
  ask(`/v1/${role}/sessions`, { code });

export const refreshTokens = (role: 'driver' | 'ops', refreshToken: string): Promise<SignInAnswer> =>
  ask(`/v1/${role}/sessions/refresh`, { refresh_token: refreshToken });

async function ask(path: string, body: object): Promise<SignInAnswer> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.status === 401 || response.status === 422) return { kind: 'refused' };
    if (!response.ok) return { kind: 'unreachable' };
    const { token, refresh_token } = (await response.json()) as { token: string; refresh_token: string };
    return { kind: 'in', tokens: { token, refreshToken: refresh_token } };
  } catch {
    return { kind: 'unreachable' };
  }
}

/** The code in what somebody pastes: a whole link, or the code alone. */
export const codeIn = (pasted: string): string | null => /sgn_[A-Za-z0-9_-]{32}/.exec(pasted)?.[0] ?? null;
