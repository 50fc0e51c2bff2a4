import type { ZoneRecord, Zones } from '../db/zones';
import { zoneMap, type ZoneMap } from '../domain/zones/zone-of';

/** A zone that was drawn or closed elsewhere counts here within this time. */
const TTL_MS = 2_000;

export type ZoneBook = Zones & {
  /** Zones of places of a market, at hand for every order that is placed. */
  map(marketId: string): Promise<ZoneMap>;
  /** After a change, so that whoever made it sees it. */
  forget(marketId: string): void;
};

export function createZoneBook(zones: Zones): ZoneBook {
  const maps = new Map<string, { map: Promise<ZoneMap>; until: number }>();

  async function read(marketId: string): Promise<ZoneMap> {
    try {
      return zoneMap((await zones.ofMarket(marketId)) satisfies ZoneRecord[]);
    } catch (error) {
      maps.delete(marketId);
      throw error;
    }
  }

  return {
    ...zones,
    map(marketId) {
      const hit = maps.get(marketId);
      if (hit && hit.until > Date.now()) return hit.map;
      const map = read(marketId);
      maps.set(marketId, { map, until: Date.now() + TTL_MS });
      return map;
    },
    forget: (marketId) => void maps.delete(marketId),
  };
}
