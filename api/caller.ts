import type { Access, OpsLevel } from '../contracts/http';
import { OPS_LEVELS } from '../contracts/http';
import type { Actor } from '../domain/actor';

export interface MerchantCaller {
  role: 'merchant';
  id: string;
  keyId?: string;
  marketId: string;
}
export interface DriverCaller {
  role: 'driver';
  id: string;
  marketId: string;
  /** Of a token that belongs to a session. */
  sessionId?: string;
}
export interface OpsCaller {
  role: 'ops';
  id: string;
  level: OpsLevel;
  /** Null: all markets. */
  markets: string[] | null;
  sessionId?: string;
}
/** May do what a manager of all markets may, and open markets and accounts. */
export interface AdminCaller {
  role: 'admin';
  id: string;
  markets: null;
}
export type Caller = MerchantCaller | DriverCaller | OpsCaller | AdminCaller;

/** Who gets through a route of this access. */
export type CallerFor<Who extends Access> = Who extends `merchant or ${string}`
  ? MerchantCaller | OpsCaller | AdminCaller
  : Who extends 'merchant'
    ? MerchantCaller
    : Who extends 'driver'
      ? DriverCaller
      : Who extends 'admin'
        ? AdminCaller
        : Who extends `ops.${string}`
          ? OpsCaller | AdminCaller
          : Who extends 'any'
            ? Caller
            : null;

export function mayCall(caller: Caller, access: Access): boolean {
  if (access === 'public' || access === 'any') return true;
  if (access.startsWith('merchant or ')) {
    return caller.role === 'merchant' || mayCall(caller, access.slice('merchant or '.length) as Access);
  }
  if (!access.startsWith('ops.')) return caller.role === access;
  if (caller.role === 'admin') return true;
  return caller.role === 'ops' && OPS_LEVELS.indexOf(caller.level) >= OPS_LEVELS.indexOf(levelOf(access));
}

const levelOf = (access: string): OpsLevel => access.slice('ops.'.length) as OpsLevel;

export const seesMarket = ({ markets }: OpsCaller | AdminCaller, marketId: string): boolean =>
  markets === null || markets.includes(marketId);

/** `via` tells the relay that this process sends the message itself. */
export const actorOf = (caller: Caller, requestId: string): Actor => ({
  type: caller.role,
  id: caller.id,
  ...(caller.role === 'ops' && { level: caller.level }),
  ...(caller.role === 'merchant' && caller.keyId !== undefined && { keyId: caller.keyId }),
  requestId,
  via: 'api',
});

/** One name per credential holder: whose limits and whose idempotency keys these are. */
export const holderOf = ({ role, id }: Caller): string => `${role}:${id}`;
