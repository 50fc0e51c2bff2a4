import * as http from '../../contracts/http';
import type { ZoneHealthReads } from '../../db/read-models/zone-health';
import type { ZoneChanges, ZoneOutcome, ZoneRecord } from '../../db/zones';
import type { Actor } from '../../domain/actor';
import { areaM2, whyNoZone } from '../../domain/zones/polygon';
import { created, ok, type Answer } from '../answer';
import { healthAnswer, zoneAnswer } from '../answers/zones';
import { seesMarket, type AdminCaller, type OpsCaller } from '../caller';
import type { MarketBook } from '../market-book';
import { invalid, notFound, Refused } from '../problem';
import type { Serve } from '../serve';
import type { ZoneBook } from '../zone-book';
import { visibleMarket } from './ops-board';

export interface OpsZoneDependencies {
  book: MarketBook;
  zones: ZoneBook;
  zoneHealth: ZoneHealthReads;
}

/** Zones: drawn by managers, closed and opened by operators. */
export function serveOpsZones({ on }: Serve, { book, zones, zoneHealth }: OpsZoneDependencies): void {
  async function visible(id: string, caller: OpsCaller | AdminCaller): Promise<ZoneRecord> {
    const found = await zones.find(id);
    if (!found || !seesMarket(caller, found.marketId)) throw notFound('zone');
    return found;
  }

  const answerOf = async (id: string): Promise<http.Zone> => {
    const zone = await zones.find(id);
    if (!zone) throw notFound('zone');
    const [row, checkedAt] = await Promise.all([
      zoneHealth.find(zone.marketId, id),
      zoneHealth.checkedAt(zone.marketId),
    ]);
    return zoneAnswer(zone, healthAnswer(row ?? undefined, checkedAt));
  };

  async function change(zone: ZoneRecord, changes: ZoneChanges, basedOn: number | null, actor: Actor): Promise<Answer> {
    done(await zones.change(zone.id, changes, basedOn, actor));
    zones.forget(zone.marketId);
    return changes.removed ? { status: 204 } : ok(await answerOf(zone.id));
  }

  on(http.listZones, async ({ query, caller }) => {
    const market = await visibleMarket(book, caller, query.market_id);
    const [found, health, checkedAt] = await Promise.all([
      zones.ofMarket(market.id),
      zoneHealth.ofMarket(market.id),
      zoneHealth.checkedAt(market.id),
    ]);
    return ok({ data: found.map((zone) => zoneAnswer(zone, healthAnswer(health.get(zone.id), checkedAt))) });
  });

  on(http.getZone, async ({ params, caller }) => ok(await answerOf((await visible(params.zone_id, caller)).id)));

  on(http.createZone, async ({ body: { market_id, name, polygon }, caller, actor }) => {
    const market = await visibleMarket(book, caller, market_id);
    const { id } = done(await zones.create(market.id, { name, ...drawn(polygon) }, actor));
    zones.forget(market.id);
    return created(await answerOf(id), `/v1/ops/zones/${id}`);
  });

  on(http.changeZone, async ({ params, body: { name, polygon, based_on, reason }, caller, actor }) => {
    const zone = await visible(params.zone_id, caller);
    return change(zone, { name, reason, ...(polygon && drawn(polygon)) }, based_on ?? null, actor);
  });

  on(http.removeZone, async ({ params, caller, actor }) =>
    change(await visible(params.zone_id, caller), { removed: true }, null, actor),
  );

  on(http.closeZoneToOrders, async ({ params, body: { reason }, caller, actor }) =>
    change(await visible(params.zone_id, caller), { closed: true, reason }, null, actor),
  );

  on(http.openZoneToOrders, async ({ params, body: { reason }, caller, actor }) =>
    change(await visible(params.zone_id, caller), { closed: false, reason }, null, actor),
  );
}

function done(outcome: ZoneOutcome): Extract<ZoneOutcome, { done: true }> {
  if (!outcome.done) throw new Refused({ order: null, ...outcome });
  return outcome;
}

/** What the schema cannot see of a polygon. */
function drawn(polygon: http.Zone['polygon']): { polygon: http.Zone['polygon']; areaM2: number } {
  const problem = whyNoZone(polygon);
  if (problem !== null) throw invalid({ pointer: '/polygon/coordinates', message: problem });
  return { polygon, areaM2: areaM2(polygon) };
}
