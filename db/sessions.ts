import type { TokenClaims } from '../contracts/http';
import { Prisma, type PrismaClient, type Session as SessionRow } from './generated/client';

export type SignInRole = 'driver' | 'ops';
/** What the tokens of a session say, but for its own ID. */
export type SessionClaims = Exclude<TokenClaims, { role: 'admin' }>;
export type Session = Pick<SessionRow, 'id' | 'createdAt' | 'refreshedAt' | 'expiresAt'> & {
  claims: Extract<SessionClaims, { role: 'ops' }>;
  createdBy: { id: string };
};

export interface NewLink {
  hash: string;
  claims: SessionClaims;
  createdBy: { type: string; id: string };
  expiresAt: Date;
}

/** A refresh token to be: the session that it belongs to, and its hash. */
export interface Refresh {
  sessionId: string;
  hash: string;
  ttlS: number;
}

export interface StandingSession {
  id: string;
  claims: SessionClaims;
  expiresAt: string;
}

export type Sessions = ReturnType<typeof createSessions>;

/** Who may sign in and who is signed in. Codes and tokens come here as hashes only. */
export function createSessions(prisma: PrismaClient) {
  async function standing(fn: Prisma.Sql): Promise<StandingSession | null> {
    const [row] = await prisma.$queryRaw<{ result: StandingSession | null }[]>(Prisma.sql`SELECT ${fn} AS result`);
    return row?.result ?? null;
  }
  const end = (where: Prisma.SessionWhereInput, reason: string): Promise<{ count: number }> =>
    prisma.session.updateMany({
      where: { ...where, revokedAt: null },
      data: { revokedAt: new Date(), revokeReason: reason },
    });

  return {
    async addLink({ claims, createdBy, ...link }: NewLink): Promise<void> {
      const driverId = claims.role === 'driver' ? claims.sub : null;
      const { type, id } = createdBy;
      await prisma.signInLink.create({
        data: { ...link, role: claims.role, driverId, claims: { ...claims }, createdBy: { type, id } },
      });
    },
    redeem: (hash: string, role: SignInRole, { sessionId, hash: refreshHash, ttlS }: Refresh) =>
      standing(Prisma.sql`redeem_link(${hash}, ${role}, ${sessionId}::uuid, ${refreshHash}, ${ttlS}::float8)`),
    rotate: (hash: string, role: SignInRole, { sessionId, hash: next, ttlS }: Refresh) =>
      standing(Prisma.sql`rotate_session(${sessionId}::uuid, ${role}, ${hash}, ${next}, ${ttlS}::float8)`),

    async isLive(id: string): Promise<boolean> {
      return (await prisma.session.count({ where: { id, revokedAt: null } })) > 0;
    },
    /** Operators' sessions, newest first; IDs are ordered by time. */
    async listOps(limit: number, after: string | null): Promise<Session[]> {
      const rows = await prisma.session.findMany({
        where: {
          role: 'ops',
          revokedAt: null,
          expiresAt: { gt: new Date() },
          ...(after === null ? {} : { id: { lt: after } }),
        },
        orderBy: { id: 'desc' },
        take: limit,
      });
      return rows as unknown as Session[];
    },
    async findOps(id: string): Promise<Session | null> {
      return (await prisma.session.findFirst({ where: { id, role: 'ops' } })) as unknown as Session | null;
    },
    async end(id: string, reason: string): Promise<void> {
      await end({ id }, reason);
    },
    /** Links that nobody has used go with the sessions. */
    async endOfDriver(driverId: string, reason: string): Promise<void> {
      await prisma.signInLink.updateMany({ where: { driverId, usedAt: null }, data: { usedAt: new Date() } });
      await end({ driverId }, reason);
    },
    async forgetOlderThan(days: number): Promise<void> {
      await prisma.$executeRaw(Prisma.sql`SELECT forget_sessions(${days}::int)`);
    },
  };
}
