import type { Outcome } from '../domain/dispatch/outcome';
import type { KeptImage, NewImage, ProofStore } from '../domain/ports';
import type { ProofKind } from '../domain/proof/demand';
import { Prisma, type PrismaClient } from './generated/client';

/** Pictures in PostgreSQL: they are small, few, and belong into the same backup as the orders that they prove. */
export function createProofStore(prisma: PrismaClient): ProofStore {
  return {
    async keep(stopId, driverId, { kind, type, bytes, sha256, takenAt }: NewImage) {
      const [row] = await prisma.$queryRaw<{ result: Outcome }[]>(Prisma.sql`
        SELECT keep_proof(${stopId}::uuid, ${driverId}::uuid, ${kind}, ${type}, ${Buffer.from(bytes)}::bytea, ${sha256},
                          ${takenAt}::timestamptz) AS result`);
      if (!row) throw new Error('keep_proof answered nothing');
      return row.result;
    },

    /** Of several drivers who came to the door the last one counts. */
    imagesOf: (orderId) =>
      prisma.$queryRaw<KeptImage[]>(Prisma.sql`
        SELECT DISTINCT ON (kind) kind, content_type AS type, octet_length(bytes) AS size, sha256, taken_at AS "takenAt",
          received_at AS "receivedAt" FROM proof_image WHERE order_id = ${orderId}::uuid ORDER BY kind, received_at DESC`),

    async read(orderId: string, kind: ProofKind) {
      const image = await prisma.proofImage.findFirst({
        where: { orderId, kind },
        orderBy: { receivedAt: 'desc' },
        select: { bytes: true, contentType: true },
      });
      return image && { bytes: image.bytes, type: image.contentType };
    },

    async wordsOf(orderId) {
      const [row] = await prisma.$queryRaw<{ signedBy: string | null; note: string | null }[]>(Prisma.sql`
        SELECT proof->>'signed_by' AS "signedBy", proof->>'note' AS note FROM stop
        WHERE order_id = ${orderId}::uuid AND kind = 'dropoff' AND status = 'completed'`);
      return row ?? { signedBy: null, note: null };
    },

    async forgetOlderThan(days) {
      return prisma.$executeRaw(Prisma.sql`
        DELETE FROM proof_image WHERE received_at < clock_timestamp() - ${days}::float8 * interval '1 day'`);
    },
  };
}
