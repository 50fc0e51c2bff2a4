import { SignJWT } from 'jose';
import type { IssuedToken } from './answers';
import type { ApiClient, Credential } from './http';

/** Who runs a simulation, as the audit shows it. */
const ADMIN = 'simulation';
const ADMIN_TOKEN_TTL = '15m';

/** An API key or another token that does not change. */
export const fixedCredential = (secret: string): Credential => ({ bearer: async () => secret, renew: () => {} });

/** Whoever holds the secret of the stack is its administrator. */
export const adminCredential = (jwtSecret: string): Credential =>
  renewable(() =>
    new SignJWT({ role: 'admin' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(ADMIN)
      .setIssuer('outrider')
      .setIssuedAt()
      .setExpirationTime(ADMIN_TOKEN_TTL)
      .sign(new TextEncoder().encode(jwtSecret)),
  );

export const driverCredential = (api: ApiClient, admin: Credential, driverId: string): Credential =>
  renewable(async () => {
    const { token } = await api.expect<IssuedToken>({
      method: 'POST',
      path: '/v1/admin/tokens',
      credential: admin,
      body: { role: 'driver', driver_id: driverId },
    });
    return token;
  });

/** Asks for a token when it is first needed and again after it was refused. */
function renewable(issue: () => Promise<string>): Credential {
  let token: Promise<string> | null = null;
  return {
    bearer() {
      token ??= issue();
      return token;
    },
    renew() {
      token = null;
    },
  };
}
