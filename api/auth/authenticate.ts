import type { Accounts } from '../../db/accounts';
import type { TokenClaims } from '../../contracts/http';
import type { Caller, DriverCaller, MerchantCaller } from '../caller';
import { isApiKey } from './api-keys';
import { briefMemory } from './brief-memory';
import type { Tokens } from './tokens';

export type Authenticate = (authorization: string | undefined) => Promise<Caller | null>;

/** A driver whose account is closed is out within this time, whatever his token says. */
const DRIVER_TTL_MS = 5_000;

/** Who sent a request: null without a credential that is valid now. */
export function createAuthenticate(
  tokens: Pick<Tokens, 'verify'>,
  merchantOf: (key: string) => Promise<MerchantCaller | null>,
  accounts: Pick<Accounts, 'findDriver'>,
  isLive: (sessionId: string) => Promise<boolean>,
): Authenticate {
  const driverOf = briefMemory(DRIVER_TTL_MS, async (id): Promise<DriverCaller | null> => {
    const driver = await accounts.findDriver(id);
    return driver?.active ? { role: 'driver', id, marketId: driver.marketId } : null;
  });

  return async (authorization) => {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return null;
    if (isApiKey(token)) return merchantOf(token);
    const claims = await tokens.verify(token);
    if (!claims) return null;
    const sessionId = claims.role === 'admin' ? undefined : claims.sid;
    if (sessionId !== undefined && !(await isLive(sessionId))) return null;
    if (claims.role !== 'driver') return staffOf(claims);
    const driver = await driverOf(claims.sub);
    return driver && { ...driver, sessionId };
  };
}

function staffOf(claims: Exclude<TokenClaims, { role: 'driver' }>): Caller {
  return claims.role === 'admin'
    ? { role: 'admin', id: claims.sub, markets: null }
    : { role: 'ops', id: claims.sub, level: claims.level, markets: claims.markets ?? null, sessionId: claims.sid };
}
