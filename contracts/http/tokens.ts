import { z } from 'zod';
import { Id, MarketId } from './values';

/** The JWTs of drivers, operators and administrators: HS256, signed with the configured secret. */
export const TOKEN_ALGORITHM = 'HS256';
export const TOKEN_ISSUER = 'outrider';

export const OPS_LEVELS = ['viewer', 'operator', 'manager'] as const;
export type OpsLevel = (typeof OPS_LEVELS)[number];

/**
 * Beside the registered claims `iss`, `iat` and `exp`, all of which are demanded. `sid` names the session that a token
 * belongs to: it ends with it.
 */
export const TokenClaims = z.discriminatedUnion('role', [
  z.object({ role: z.literal('driver'), sub: Id, sid: Id.optional() }),
  z.object({
    role: z.literal('ops'),
    sub: z.string().min(1),
    level: z.enum(OPS_LEVELS),
    /** Absent: all markets. */
    markets: z.array(MarketId).optional(),
    sid: Id.optional(),
  }),
  z.object({ role: z.literal('admin'), sub: z.string().min(1) }),
]);
export type TokenClaims = z.infer<typeof TokenClaims>;
