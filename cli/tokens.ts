import { SignJWT } from 'jose';
import type { Config } from '../config';
import { TOKEN_ALGORITHM, TOKEN_ISSUER, type TokenClaims } from '../contracts/http/tokens';

/** Signs a token as the API does: whoever can read the secret may be anybody. */
export function issueToken({ auth }: Config, { sub, ...claims }: TokenClaims, ttlS = auth.tokenTtlS): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: TOKEN_ALGORITHM })
    .setSubject(sub)
    .setIssuer(TOKEN_ISSUER)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1_000) + ttlS)
    .sign(new TextEncoder().encode(auth.jwtSecret));
}
