import type { Actor } from '../domain/actor';
import { Prisma, type PrismaClient } from './generated/client';

export type SwitchName = 'pause_intake' | 'freeze_matching' | 'manual_mode';

export interface SwitchRecord {
  name: SwitchName;
  reason: string;
  setBy: string;
  since: Date;
  refused: number;
}

export interface ZoneClosureRecord {
  zoneId: string;
  reason: string;
  closedBy: string;
  closedAt: Date;
  until: Date;
  holdsUp: number;
}

/** What is stopped in a market, and how many orders wait for it. */
export interface Stopped {
  switches: SwitchRecord[];
  waiting: number;
  zones: ZoneClosureRecord[];
}

export type Switches = ReturnType<typeof createSwitches>;

/** Kill switches of markets and closed zones: db/functions/043_switches.sql. */
export function createSwitches(prisma: PrismaClient) {
  const run = async (fn: Prisma.Sql): Promise<void> => void (await prisma.$queryRaw(Prisma.sql`SELECT ${fn}::text`));
  const json = (actor: Actor): Prisma.Sql => Prisma.sql`${JSON.stringify(actor)}::jsonb`;
  return {
    async stopped(marketId: string): Promise<Stopped> {
      const [switches, waiting, zones] = await Promise.all([
        prisma.marketSwitch.findMany({ where: { marketId, endedAt: null }, orderBy: { name: 'asc' } }),
        prisma.order.count({ where: { marketId, status: { in: ['unassigned', 'stranded'] }, endedAt: null } }),
        prisma.$queryRaw<ZoneClosureRecord[]>(Prisma.sql`
          SELECT z.zone_id AS "zoneId", z.reason, z.closed_by AS "closedBy", z.closed_at AS "closedAt", z.until,
            (SELECT count(*)::int FROM orders o WHERE o.market_id = z.market_id AND o.zone_id = z.zone_id
               AND o.status IN ('unassigned', 'stranded') AND o.ended_at IS NULL) AS "holdsUp"
          FROM zone_closure z
          WHERE z.market_id = ${marketId} AND z.opened_at IS NULL AND z.until > clock_timestamp() ORDER BY z.zone_id`),
      ]);
      return { switches: switches as SwitchRecord[], waiting, zones };
    },

    throwSwitch: (marketId: string, name: SwitchName, on: boolean, reason: string, actor: Actor): Promise<void> =>
      run(Prisma.sql`throw_switch(${marketId}, ${name}, ${on}, ${reason}, ${json(actor)})`),

    closeZone: (marketId: string, zoneId: string, until: string, reason: string, actor: Actor): Promise<void> =>
      run(Prisma.sql`close_zone(${marketId}, ${zoneId}, ${until}::timestamptz, ${reason}, ${json(actor)})`),

    openZone: (marketId: string, zoneId: string, actor: Actor): Promise<void> =>
      run(Prisma.sql`open_zones(${marketId}, ${zoneId}, ${json(actor)})`),
  };
}
