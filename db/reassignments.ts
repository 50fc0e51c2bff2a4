import type { PrismaClient } from './generated/client';

export interface ReassignmentRecord {
  id: string;
  driverId: string;
  stage: 'pickup' | 'rescue';
  reason: string;
  evidence: Record<string, unknown>;
  automatic: boolean;
  createdAt: Date;
  endedAt: Date | null;
  outcome: string | null;
  toDriverId: string | null;
  byHand: boolean;
}

export type Reassignments = ReturnType<typeof createReassignments>;

/** What became of orders that a driver lost or was relieved of. */
export function createReassignments(prisma: PrismaClient) {
  return {
    ofOrder: (orderId: string): Promise<ReassignmentRecord[]> =>
      prisma.reassignment.findMany({ where: { orderId }, orderBy: { id: 'asc' } }) as Promise<ReassignmentRecord[]>,
  };
}
