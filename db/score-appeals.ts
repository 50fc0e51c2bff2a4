import { Prisma, type PrismaClient } from './generated/client';

export type AppealStatus = 'open' | 'granted' | 'refused';

/** As `to_jsonb` gives it. */
export interface AppealRow {
  id: string;
  market_id: string;
  driver_id: string;
  offer_id: string;
  statement: string;
  status: AppealStatus;
  decision: string | null;
  decided_by: { id?: string } | null;
  created_at: string;
  decided_at: string | null;
}

export interface AppealRecord {
  appeal: AppealRow;
  driverName: string;
  offer: { status: 'declined' | 'expired'; reason: string | null; settledAt: string; payMinor: number };
}

export interface AppealOutcome {
  code?: 'offer_not_found' | 'already_exists' | 'not_counted' | 'not_found' | 'appeal_decided';
  appeal?: AppealRow;
  created?: boolean;
}

export type ScoreAppeals = ReturnType<typeof createScoreAppeals>;

/** Disputes about offers that count in a driver's acceptance rate. */
export function createScoreAppeals(prisma: PrismaClient) {
  async function outcome(fn: Prisma.Sql): Promise<AppealOutcome> {
    const [row] = await prisma.$queryRaw<{ result: AppealOutcome }[]>(Prisma.sql`SELECT ${fn} AS result`);
    if (!row) throw new Error('an appeal was not answered');
    return row.result;
  }
  const records = (where: Prisma.Sql, limit: number): Promise<AppealRecord[]> =>
    prisma.$queryRaw<AppealRecord[]>(Prisma.sql`
      SELECT to_jsonb(a) AS appeal, d.name AS "driverName",
        jsonb_build_object('status', f.status, 'reason', f.reason, 'settledAt', f.settled_at, 'payMinor', f.pay_minor) AS offer
      FROM score_appeal a JOIN driver d ON d.id = a.driver_id JOIN offer f ON f.id = a.offer_id
      WHERE ${where} ORDER BY a.id DESC LIMIT ${limit}`);
  const before = (id: string | null): Prisma.Sql => Prisma.sql`(${id}::uuid IS NULL OR a.id < ${id}::uuid)`;

  return {
    open: (driverId: string, offerId: string, statement: string, days: number) =>
      outcome(Prisma.sql`open_appeal(${driverId}::uuid, ${offerId}::uuid, ${statement}, ${days}::int)`),
    decide: (id: string, status: 'granted' | 'refused', decision: string, actor: object) =>
      outcome(Prisma.sql`decide_appeal(${id}::uuid, ${status}, ${decision}, ${JSON.stringify(actor)}::jsonb)`),
    find: async (id: string): Promise<AppealRecord | null> =>
      (await records(Prisma.sql`a.id = ${id}::uuid`, 1))[0] ?? null,
    /** The latest first; IDs are ordered by time. */
    ofDriver: (driverId: string, limit: number, after: string | null) =>
      records(Prisma.sql`a.driver_id = ${driverId}::uuid AND ${before(after)}`, limit),
    ofMarket: (marketId: string, status: AppealStatus | null, limit: number, after: string | null) =>
      records(
        Prisma.sql`a.market_id = ${marketId} AND (${status}::text IS NULL OR a.status = ${status}) AND ${before(after)}`,
        limit,
      ),
  };
}
