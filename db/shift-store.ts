import { completePolicy } from '../domain/policy/override';
import type { Policy } from '../domain/policy/policy';
import type { ShiftStore, ShiftSweeps } from '../domain/ports';
import type { StandingShift } from '../domain/shift/standing-shift';
import { Prisma, type PrismaClient } from './generated/client';
import { createTransitions } from './transitions';

/** What a shift's workflow reads and asks for. */
export function createShiftStore(prisma: PrismaClient): ShiftStore {
  return {
    passShiftMoment: createTransitions(prisma).passShiftMoment,
    async readShift(shiftId: string): Promise<StandingShift | null> {
      const [row] = await prisma.$queryRaw<{ shift: StandingShift }[]>(
        Prisma.sql`SELECT standing_shift(s) AS shift FROM shift s WHERE id = ${shiftId}::uuid`,
      );
      return row?.shift ?? null;
    },
  };
}

/** What `marketOperations` does for drivers. */
export function createShiftSweeps(prisma: PrismaClient): ShiftSweeps {
  return {
    async presence(marketId) {
      const market = await prisma.market.findUnique({ where: { id: marketId }, include: { policies: true } });
      const policy = market?.policies.find(({ version }) => version === market.policyVersion);
      if (!market || !policy) return null;
      const clock = { rate: market.clockRate, offsetMs: Number(market.clockOffsetMs) };
      return { clock, presence: completePolicy(policy.body as unknown as Policy).presence };
    },
    async quietDrivers(marketId, silentMs) {
      const rows = await prisma.$queryRaw<{ id: string }[]>(
        Prisma.sql`SELECT quiet_drivers(${marketId}, ${silentMs}::float8)::text AS id`,
      );
      return rows.map(({ id }) => id);
    },
    async heedSilence(driverId, silence, actor) {
      await prisma.$queryRaw(Prisma.sql`SELECT heed_silence(
        ${driverId}::uuid, ${JSON.stringify(silence)}::jsonb, ${JSON.stringify(actor)}::jsonb)`);
    },
    async tellLateShifts(marketId, olderThanMs) {
      await prisma.$queryRaw(Prisma.sql`SELECT tell_late_shifts(${marketId}, ${olderThanMs}::float8)`);
    },
    async keepPositionHistory(days) {
      await prisma.$executeRaw(Prisma.sql`SELECT keep_position_history(${days}::int)`);
    },
  };
}
