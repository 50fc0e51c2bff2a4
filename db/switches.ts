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

export interface ZonePauseRecord {
  zoneId: string;
  reason: string;
  pausedBy: string;
  pausedAt: Date;
  until: Date;
  holdsUp: number;
}

/** What is stopped in a market, and how many orders wait for it. */
export interface Stopped {
  switches: SwitchRecord[];
  waiting: number;
  zones: ZonePauseRecord[];
}

export type Switches = ReturnType<typeof createSwitches>;

/** Kill switches of markets and paused zones: db/functions/043_switches.sql. */
export function createSwitches(prisma: PrismaClient) {
  const run = async (fn: Prisma.Sql): Promise<void> => void (await prisma.$queryRaw(Prisma.sql`SELECT ${fn}::text`));
  const json = (actor: Actor): Prisma.Sql => Prisma.sql`${JSON.stringify(actor)}::jsonb`;
  return {
    async stopped(marketId: string): Promise<Stopped> {
      const [switches, waiting, zones] = await Promise.all([
        prisma.marketSwitch.findMany({ where: { marketId, endedAt: null }, orderBy: { name: 'asc' } }),
        prisma.order.count({ where: { marketId, status: { in: ['unassigned', 'stranded'] }, endedAt: null } }),
        prisma.$queryRaw<ZonePauseRecord[]>(Prisma.sql`
          SELECT zone_id AS "zoneId", reason, paused_by AS "pausedBy", paused_at AS "pausedAt", until,
            holds_up AS "holdsUp"
          FROM paused_zones(${marketId}) ORDER BY zone_id`),
      ]);
      return { switches: switches as SwitchRecord[], waiting, zones };
    },

    throwSwitch: (marketId: string, name: SwitchName, on: boolean, reason: string, actor: Actor): Promise<void> =>
      run(Prisma.sql`throw_switch(${marketId}, ${name}, ${on}, ${reason}, ${json(actor)})`),

    pauseZone: (marketId: string, zoneId: string, until: string, reason: string, actor: Actor): Promise<void> =>
      run(Prisma.sql`pause_zone(${marketId}, ${zoneId}, ${until}::timestamptz, ${reason}, ${json(actor)})`),

    resumeZone: (marketId: string, zoneId: string, reason: string, actor: Actor): Promise<void> =>
      run(Prisma.sql`resume_zones(${marketId}, ${zoneId}, ${json(actor)}, ${reason})`),
  };
}
