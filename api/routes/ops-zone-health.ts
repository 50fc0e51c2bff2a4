import * as http from '../../contracts/http';
import type { ZoneHealthReads } from '../../db/read-models/zone-health';
import { isCell } from '../../domain/zones/cells';
import { HEALTH_FORMULA } from '../../domain/zones/health';
import { ok } from '../answer';
import { instant } from '../answers/common';
import { healthAnswer } from '../answers/zones';
import type { MarketBook } from '../market-book';
import { notFound } from '../problem';
import type { Serve } from '../serve';
import type { ZoneBook } from '../zone-book';
import { visibleMarket } from './ops-board';

export interface ZoneHealthDependencies {
  book: MarketBook;
  zones: ZoneBook;
  zoneHealth: ZoneHealthReads;
}

const DAY_MS = 86_400_000;

/** How a zone is doing, and how it came to it. */
export function serveZoneHealth({ on }: Serve, { book, zones, zoneHealth }: ZoneHealthDependencies): void {
  on(http.getZoneHealth, async ({ params: { zone_id: zoneId }, query, caller }) => {
    const market = await visibleMarket(book, caller, query.market_id);
    const drawn = isCell(zoneId) ? null : await zones.find(asUuid(zoneId));
    if (!isCell(zoneId) && drawn?.marketId !== market.id) throw notFound('zone');
    const to = new Date(query.to ?? Date.now());
    const from = new Date(query.from ?? to.getTime() - DAY_MS);
    const [now, points, checkedAt] = await Promise.all([
      zoneHealth.find(market.id, zoneId),
      zoneHealth.points(market.id, zoneId, from, to),
      zoneHealth.checkedAt(market.id),
    ]);
    const body: http.ZoneHealthHistory = {
      zone_id: zoneId,
      market_id: market.id,
      name: drawn?.name ?? null,
      from: instant(from),
      to: instant(to),
      now: healthAnswer(now ?? undefined, checkedAt),
      points: points.map((point) => ({
        at: instant(point.at),
        score: point.score,
        band: point.band,
        supply: point.supply,
        demand: point.demand,
        waiting: point.waiting,
        drivers_free: point.driversFree,
      })),
      formula: HEALTH_FORMULA,
    };
    return ok(body);
  });
}

function asUuid(id: string): string {
  if (!http.Id.safeParse(id).success) throw notFound('zone');
  return id;
}
