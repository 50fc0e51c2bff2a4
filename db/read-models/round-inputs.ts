import { Prisma, type PrismaClient } from '../generated/client';

export interface RoundSample {
  /** Rounds of the time whose inputs are kept. */
  found: number;
  /** Inputs of some of them, spread evenly, in the order of the rounds. Packed as they were stored. */
  inputs: Uint8Array[];
}

/** What is read into memory at once, packed. */
const BYTES_MAX = 48_000_000;

export type RoundInputReads = ReturnType<typeof createRoundInputReads>;

/** What rounds have read: kept for some days by the matching, so that they can be worked out again. */
export function createRoundInputReads(prisma: PrismaClient) {
  return {
    async sample(marketId: string, from: Date, to: Date, max: number): Promise<RoundSample> {
      const rows = await prisma.$queryRaw<{ round: number; bytes: number }[]>(Prisma.sql`
        SELECT round_no AS round, octet_length(body) AS bytes FROM outrider_history.round_input
        WHERE market_id = ${marketId} AND created_at >= ${from} AND created_at < ${to} ORDER BY round_no`);
      const chosen = evenly(rows, max);
      let bytes = 0;
      const fitting = chosen.filter((row) => (bytes += row.bytes) <= BYTES_MAX).map(({ round }) => round);
      const bodies = await prisma.$queryRaw<{ body: Uint8Array }[]>(Prisma.sql`
        SELECT body FROM outrider_history.round_input
        WHERE market_id = ${marketId} AND round_no = ANY (${fitting}::int[]) ORDER BY round_no`);
      return { found: rows.length, inputs: bodies.map(({ body }) => body) };
    },
  };
}

/** So many of them, from the first to the last. */
function evenly<Item>(items: Item[], max: number): Item[] {
  if (items.length <= max) return items;
  return Array.from({ length: max }, (_, at) => items[Math.floor((at * items.length) / max)]!);
}
