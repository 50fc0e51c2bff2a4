import { gunzipSync } from 'node:zlib';
import type { Pool } from 'pg';
import { match } from '../../domain/matching';
import { travelOfRound, type StoredRound } from '../../domain/matching/stored-round';
import type { DecisionRecord } from '../../domain/matching/types';

/** A decision as it was told, with what its round had read. */
export interface Decided {
  offerId: string;
  driverId: string;
  body: DecisionRecord;
  input: Buffer;
}

export async function decisionsOf(pool: Pool, marketId: string): Promise<Decided[]> {
  const { rows } = await pool.query<Decided>(
    `SELECT d.offer_id AS "offerId", f.driver_id AS "driverId", d.body, i.body AS input
     FROM decision d JOIN offer f ON f.id = d.offer_id
     JOIN outrider_history.round_input i ON i.market_id = d.market_id AND i.round_no = d.round_no
     WHERE d.market_id = $1 ORDER BY d.round_no, d.offer_id`,
    [marketId],
  );
  return rows;
}

/** As the database gives back what it was given. */
export const asStored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The decision of the stored round about this driver, worked out again; with all who were compared, if asked. */
export function again({ driverId, input }: Decided, keptMax?: number): DecisionRecord {
  const round = JSON.parse(gunzipSync(input).toString()) as StoredRound;
  const { snapshot } = round;
  const policy = { ...snapshot.policy, candidatesKeptMax: keptMax ?? snapshot.policy.candidatesKeptMax };
  const { proposals } = match({ ...snapshot, policy }, travelOfRound(round));
  return proposals.find((proposal) => proposal.driverId === driverId)!.decision;
}
