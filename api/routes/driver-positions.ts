import * as http from '../../contracts/http';
import type { Position, Positions } from '../../db/positions';
import { filterPoints, skewOf } from '../../domain/positions/filter';
import type { Serve } from '../serve';

/** Drivers whose latest position is kept at hand; the others are asked for. */
const REMEMBERED_MAX = 20_000;

/** Where drivers are: batches, in any order, twice, from phones whose clocks are off. */
export function serveDriverPositions({ on }: Serve, { positions }: { positions: Positions }): void {
  const known = new Map<string, Position>();

  async function latestOf(driverId: string): Promise<Position | null> {
    return known.get(driverId) ?? positions.latest(driverId);
  }

  function remember(driverId: string, position: Position): void {
    known.delete(driverId);
    known.set(driverId, position);
    const [oldest] = known.keys();
    if (known.size > REMEMBERED_MAX && oldest !== undefined) known.delete(oldest);
  }

  on(http.reportLocations, async ({ body: { points, sent_at }, caller }) => {
    const now = Date.now();
    const skewMs = skewOf(sent_at === undefined ? null : Date.parse(sent_at), now);
    const before = await latestOf(caller.id);
    const { kept, dropped } = filterPoints(
      before,
      points.map((point) => positionOf(point, skewMs, sent_at === undefined ? now : Infinity)),
      now,
    );
    const last = kept.at(-1);
    if (last && last.recordedAt >= (before?.recordedAt ?? 0)) remember(caller.id, last);
    await positions.record(caller.id, kept);
    return { status: 202, body: { points: kept.length, dropped: dropped.length } };
  });
}

/** Without word of what the phone's clock says, one that runs ahead must at least not keep later positions out. */
const positionOf = (point: http.LocationPoint, skewMs: number, atMost: number): Position => ({
  ...point.location,
  accuracyM: point.accuracy_m ?? null,
  heading: point.heading ?? null,
  speedMps: point.speed_mps ?? null,
  recordedAt: Math.min(Date.parse(point.recorded_at) - skewMs, atMost),
});
