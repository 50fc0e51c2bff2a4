import type { BoardZone, Zone, ZoneHealth } from '../../contracts/http';
import type { BoardMargins } from '../../db/read-models/board-margins';
import type { ZoneHealthRow } from '../../db/read-models/zone-health';
import type { ZoneRecord } from '../../db/zones';
import { cellCentre, cellOutline, isCell } from '../../domain/zones/cells';
import { centreOf } from '../../domain/zones/polygon';
import { instant } from './common';

export const zoneAnswer = (zone: ZoneRecord, health: ZoneHealth | null): Zone => ({
  id: zone.id,
  market_id: zone.marketId,
  name: zone.name,
  polygon: zone.polygon as Zone['polygon'],
  area_m2: Math.round(zone.areaM2),
  centre: centreOf(zone.polygon),
  closed: zone.closed,
  closed_reason: zone.closedReason,
  closed_at: zone.closedAt && instant(zone.closedAt),
  version: zone.version,
  health,
  created_at: instant(zone.createdAt),
  updated_at: instant(zone.updatedAt),
});

/** A row, or what JSON makes of it. */
type Health = ZoneHealthRow | BoardMargins['health'][number];

/** `checkedAt`: when somebody has looked last, also if nothing had changed by then. */
export const healthAnswer = (row: Health | undefined, checkedAt: Date | string | null): ZoneHealth | null =>
  row === undefined
    ? null
    : {
        score: row.score,
        band: row.band,
        supply: row.supply,
        demand: row.demand,
        waiting: row.waiting,
        oldest_wait_s: row.oldestWaitS,
        drivers_free: row.driversFree,
        at: instant(checkedAt ?? row.at),
        since: instant(row.since),
      };

/** All that is drawn on a map: operators' zones, and cells in which something is. */
export function boardZones(
  zones: ZoneRecord[],
  health: Map<string, Health>,
  checkedAt: Date | string | null,
): BoardZone[] {
  const drawn = zones.map(({ id, name, polygon, closed }) => ({
    id,
    name,
    polygon: polygon as BoardZone['polygon'],
    centre: centreOf(polygon),
    closed,
    health: healthAnswer(health.get(id), checkedAt),
  }));
  const cells = [...health.values()]
    .filter(({ zoneId }) => isCell(zoneId))
    .map((row) => ({
      id: row.zoneId,
      name: null,
      ...shapeOf(row.zoneId),
      closed: false,
      health: healthAnswer(row, checkedAt),
    }));
  return [...drawn, ...cells];
}

/** Cells never change their shape, and finding it is most of what a board's zones cost. */
const shapes = new Map<string, Pick<BoardZone, 'polygon' | 'centre'>>();
const SHAPES_MAX = 20_000;

function shapeOf(cell: string): Pick<BoardZone, 'polygon' | 'centre'> {
  const known = shapes.get(cell);
  if (known) return known;
  const shape = { polygon: cellOutline(cell) as BoardZone['polygon'], centre: cellCentre(cell) };
  if (shapes.size >= SHAPES_MAX) shapes.clear();
  shapes.set(cell, shape);
  return shape;
}
