import type { Actor } from '../domain/actor';
import type { Polygon } from '../domain/zones/polygon';
import type { ZoneArea } from '../domain/zones/zone-of';
import { Prisma, type PrismaClient, type Zone } from './generated/client';

export interface ZoneRecord extends ZoneArea {
  marketId: string;
  closedReason: string | null;
  closedAt: Date | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface ZoneChanges {
  name?: string;
  polygon?: Polygon;
  areaM2?: number;
  closed?: boolean;
  reason?: string;
  removed?: true;
}

export type ZoneOutcome =
  | { done: true; id: string }
  | { done: false; code: 'zone_not_found' | 'zone_changed' | 'already_exists' | 'too_many_zones' };

/** What a person can overlook, and what is looked through for every order. */
const ZONES_MAX = 500;

export type Zones = ReturnType<typeof createZones>;

/** Operators' zones. */
export function createZones(prisma: PrismaClient) {
  async function call(fn: Prisma.Sql): Promise<ZoneOutcome> {
    const [row] = await prisma.$queryRaw<{ result: ZoneOutcome }[]>(Prisma.sql`SELECT ${fn} AS result`);
    if (!row) throw new Error('a zone answered nothing');
    return row.result;
  }
  const json = (value: unknown): Prisma.Sql => Prisma.sql`${JSON.stringify(value)}::jsonb`;

  return {
    async ofMarket(marketId: string): Promise<ZoneRecord[]> {
      const rows = await prisma.zone.findMany({ where: { marketId, removedAt: null }, orderBy: { name: 'asc' } });
      return rows.map(recordOf);
    },

    async find(id: string): Promise<ZoneRecord | null> {
      const row = await prisma.zone.findFirst({ where: { id, removedAt: null } });
      return row && recordOf(row);
    },

    create: (marketId: string, zone: Pick<ZoneArea, 'name' | 'polygon' | 'areaM2'>, actor: Actor) =>
      call(Prisma.sql`create_zone(${marketId}, ${json(zone)}, ${ZONES_MAX}::int, ${json(actor)})`),

    change: (id: string, changes: ZoneChanges, basedOn: number | null, actor: Actor) =>
      call(Prisma.sql`change_zone(${id}::uuid, ${json(changes)}, ${basedOn}::int, ${json(actor)})`),
  };
}

function recordOf({ polygon, ...row }: Zone): ZoneRecord {
  return { ...row, polygon: polygon as unknown as Polygon };
}
