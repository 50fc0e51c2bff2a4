import { changedHealth } from '../domain/zones/market-health';
import { cellOf } from '../domain/zones/cells';
import { zoneMap } from '../domain/zones/zone-of';
import type { InsightStore, RelayNudge } from '../domain/ports';

/** Quarters worked out in one run: a few seconds' work. What is left over comes next time, the newest first. */
const QUARTERS_MAX = 60;

export interface RollupsKept {
  quarters: number;
  left: number;
}

export const createInsightActivities = ({ insight, relay }: { insight: InsightStore; relay: RelayNudge }) => ({
  /** Works out how the zones of a market are doing and keeps what has changed. Run twice it finds nothing changed. */
  async keepZoneHealth({ marketId }: { marketId: string }): Promise<{ changed: number }> {
    const reading = await insight.readZoneSupply(marketId);
    if (!reading) return { changed: 0 };
    const changed = changedHealth(reading);
    // Also when nothing has: the time of the last look is how readers know that somebody looks.
    const told = await insight.giveZoneHealth(marketId, changed);
    if (told > 0) relay.nudge();
    return { changed: changed.length };
  },

  /** Works out the quarters in which something has happened since. Each is replaced whole, so twice is as good as once. */
  async keepRollups({ marketId }: { marketId: string }): Promise<RollupsKept> {
    await insight.markRollups(marketId);
    const quarters = await insight.pendingRollups(marketId, QUARTERS_MAX + 1);
    const map = zoneMap(await insight.zonesOf(marketId));
    for (const quarter of quarters.slice(0, QUARTERS_MAX)) {
      const drivers = await insight.rollupDrivers(marketId, quarter);
      const placed = drivers.map(({ driverId, lat, lng }) =>
        lat === null || lng === null
          ? { driverId, zoneId: null, cell: null }
          : { driverId, zoneId: map.zoneIdOf({ lat, lng }), cell: cellOf({ lat, lng }) },
      );
      await insight.writeRollup(marketId, quarter, placed);
    }
    return { quarters: Math.min(quarters.length, QUARTERS_MAX), left: Math.max(0, quarters.length - QUARTERS_MAX) };
  },
});
