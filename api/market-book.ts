import type { Market, Markets } from '../db/markets';
import type { Policy } from '../domain/policy/policy';
import type { SlackModel } from '../domain/dispatch/slack';
import { embeddedTravel } from '../domain/travel/embedded';

/** A clock or travel model that was changed is used within this time. */
const TTL_MS = 2_000;

export interface MarketBook {
  market(id: string): Promise<Market | null>;
  /** A market that must be there: something refers to it. */
  known(id: string): Promise<Market>;
  /** A version of a policy never changes. */
  policy(marketId: string, version: number): Promise<Policy>;
  slackModel(market: Market): Promise<SlackModel>;
  /** After a change, so that whoever made it sees it. */
  forget(id: string): void;
}

/** Markets and policies at hand: nearly every answer needs them, and they hardly ever change. */
export function createMarketBook(markets: Pick<Markets, 'find' | 'findPolicy'>): MarketBook {
  const cached = new Map<string, { market: Market | null; until: number }>();
  const policies = new Map<string, Policy>();

  async function market(id: string): Promise<Market | null> {
    const hit = cached.get(id);
    if (hit && hit.until > Date.now()) return hit.market;
    const found = await markets.find(id);
    // Names that do not exist are not remembered: anybody can make them up.
    if (found) cached.set(id, { market: found, until: Date.now() + TTL_MS });
    return found;
  }

  async function policy(marketId: string, version: number): Promise<Policy> {
    const key = `${marketId}/${version}`;
    const known = policies.get(key) ?? (await markets.findPolicy(marketId, version));
    if (!known) throw new Error(`market ${marketId} has no policy ${version}`);
    policies.set(key, known);
    return known;
  }

  return {
    market,
    policy,
    async known(id) {
      const found = await market(id);
      if (!found) throw new Error(`market ${id} is gone`);
      return found;
    },
    async slackModel({ id, policyVersion, travel, clock }) {
      const { service } = await policy(id, policyVersion);
      return { travel: embeddedTravel(travel), service, clock };
    },
    forget: (id) => void cached.delete(id),
  };
}
