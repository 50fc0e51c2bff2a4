import { createHash, randomBytes } from 'node:crypto';
import type { ApiKeys, KeyHolder } from '../../db/api-keys';
import type { MerchantCaller } from '../caller';

/** A revoked key works this long at most; a burst of requests asks the database once. */
const TTL_MS = 5_000;
const ENTRIES_MAX = 10_000;

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
  const known = new Map<string, { holder: Promise<KeyHolder | null>; until: number }>();

  function lookUp(hash: string): Promise<KeyHolder | null> {
    const now = Date.now();
    const cached = known.get(hash);
    if (cached && cached.until > now) return cached.holder;
    if (known.size >= ENTRIES_MAX) known.clear();
    const holder = apiKeys.findHolder(hash);
    known.set(hash, { holder, until: now + TTL_MS });
    // A database that was away must not look like a wrong key afterwards.
    holder.catch(() => known.delete(hash));
    return holder;
  }

  return async (key) => {
    const holder = await lookUp(hashOf(key));
    // Test keys reach only test markets, and live keys only live ones.
    if (!holder || holder.livemode !== holder.marketLivemode) return null;
    return { role: 'merchant', id: holder.merchantId, keyId: holder.keyId, marketId: holder.marketId };
  };
}
