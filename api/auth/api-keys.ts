import { createHash, randomBytes } from 'node:crypto';
import type { ApiKeys } from '../../db/api-keys';
import type { MerchantCaller } from '../caller';
import { briefMemory } from './brief-memory';

/** A revoked key works this long at most. */
const TTL_MS = 5_000;

export const isApiKey = (token: string): boolean => /^or_(live|test)_/.test(token);

export interface NewKey {
  key: string;
  prefix: string;
  hash: string;
}

export function newApiKey(livemode: boolean): NewKey {
  const key = `or_${livemode ? 'live' : 'test'}_${randomBytes(24).toString('base64url')}`;
  return { key, prefix: key.slice(0, 12), hash: hashOf(key) };
}

/** Hashed fast: a key is 24 random bytes, nothing that could be guessed. */
const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Who holds an API key; null when nobody does. */
export function createKeyring(apiKeys: Pick<ApiKeys, 'findHolder'>): (key: string) => Promise<MerchantCaller | null> {
  const holderOf = briefMemory(TTL_MS, (hash) => apiKeys.findHolder(hash));
  return async (key) => {
    const holder = await holderOf(hashOf(key));
    // Test keys reach only test markets, and live keys only live ones.
    if (!holder || holder.livemode !== holder.marketLivemode) return null;
    return { role: 'merchant', id: holder.merchantId, keyId: holder.keyId, marketId: holder.marketId };
  };
}
