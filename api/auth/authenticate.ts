import type { Accounts } from '../../db/accounts';
import type { TokenClaims } from '../../contracts/http';
import type { Caller, DriverCaller, MerchantCaller } from '../caller';
import { isApiKey } from './api-keys';
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
  const drivers = new Map<string, { caller: DriverCaller | null; until: number }>();

  async function driverOf(id: string): Promise<DriverCaller | null> {
    const cached = drivers.get(id);
    if (cached && cached.until > Date.now()) return cached.caller;
    const driver = await accounts.findDriver(id);
    const caller = driver?.active ? ({ role: 'driver', id, marketId: driver.marketId } as const) : null;
    drivers.set(id, { caller, until: Date.now() + DRIVER_TTL_MS });
    return caller;
  }

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
