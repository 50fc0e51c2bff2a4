import { jwtVerify, SignJWT } from 'jose';
import { TOKEN_ALGORITHM, TOKEN_ISSUER, TokenClaims } from '../../contracts/http';

export interface Tokens {
  sign(claims: TokenClaims, ttlS: number): Promise<{ token: string; expiresAt: Date }>;
  /** Null for a token that is tampered with, expired, or not ours. */
  verify(token: string): Promise<TokenClaims | null>;
}

export function createTokens(secret: string): Tokens {
  const key = new TextEncoder().encode(secret);
  return {
    async sign({ sub, ...claims }, ttlS) {
      const expiresAt = new Date((Math.floor(Date.now() / 1000) + ttlS) * 1000);
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg: TOKEN_ALGORITHM })
        .setSubject(sub)
        .setIssuer(TOKEN_ISSUER)
        .setIssuedAt()
        .setExpirationTime(expiresAt)
        .sign(key);
      return { token, expiresAt };
    },

    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [TOKEN_ALGORITHM],
          issuer: TOKEN_ISSUER,
          requiredClaims: ['exp', 'iat', 'sub'],
        });
        return TokenClaims.safeParse(payload).data ?? null;
      } catch {
        return null;
      }
    },
  };
}
