import type { Pool } from 'pg';
import type { SwitchRecord, ZonePauseRecord } from '../switches';
import type { ZoneHealthRow } from './zone-health';

/** As JSON gives it: instants as ISO text. */
type Told<Row> = { [Key in keyof Row]: Row[Key] extends Date ? string : Row[Key] };

/** What stands around a board: what is stopped, what is wrong, how zones are doing. */
export interface BoardMargins {
  switches: Told<SwitchRecord>[];
  pauses: Told<ZonePauseRecord>[];
  hasIncidents: boolean;
  health: Told<ZoneHealthRow>[];
  /** When somebody has looked at the zones last. */
  healthAt: string | null;
}

export type ReadBoardMargins = ReturnType<typeof createBoardMargins>;

/** All of it in one statement: a board asks for it with every question, and mostly there is nothing of it. */
export const createBoardMargins =
  (pool: Pool) =>
  async (marketId: string): Promise<BoardMargins> => {
    const { rows } = await pool.query<BoardMargins>(MARGINS, [marketId]);
    return rows[0]!;
  };

const MARGINS = `
  SELECT
    (SELECT coalesce(json_agg(json_build_object('name', s.name, 'reason', s.reason, 'setBy', s.set_by, 'since', s.since,
       'refused', s.refused) ORDER BY s.name), '[]')
     FROM market_switch s WHERE s.market_id = $1 AND s.ended_at IS NULL) AS switches,
    (SELECT coalesce(json_agg(json_build_object('zoneId', z.zone_id, 'reason', z.reason, 'pausedBy', z.paused_by,
       'pausedAt', z.paused_at, 'until', z.until, 'holdsUp', z.holds_up) ORDER BY z.zone_id), '[]')
     FROM paused_zones($1) z) AS pauses,
    EXISTS (SELECT 1 FROM incident i WHERE i.market_id = $1 AND i.resolved_at IS NULL) AS "hasIncidents",
    (SELECT coalesce(json_agg(json_build_object('marketId', h.market_id, 'zoneId', h.zone_id, 'score', h.score, 'band', h.band,
       'supply', h.supply, 'demand', h.demand, 'waiting', h.waiting, 'oldestWaitS', h.oldest_wait_s,
       'driversFree', h.drivers_free, 'at', h.at, 'since', h.since)), '[]')
     FROM zone_health h WHERE h.market_id = $1) AS health,
    (SELECT to_json(health_at) FROM read_model_state WHERE market_id = $1) AS "healthAt"`;
