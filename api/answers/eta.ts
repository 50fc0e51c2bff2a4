import type { Eta } from '../../contracts/http';
import type { EtaRow } from '../../db/read-models/eta';
import { instant, instantOrNull } from './common';

const etaAnswer = (row: EtaRow, promisedAt: string): Eta => ({
  low: instant(row.low),
  median: instant(row.median),
  high: instant(row.high),
  pickup_at: instantOrNull(row.pickup_at),
  promise: { promised_at: instant(promisedAt), holds: row.holds, late_risk: row.late_risk },
  given_at: instant(row.given_at),
});

export const etaOrNull = (row: EtaRow | null, promisedAt: string): Eta | null => row && etaAnswer(row, promisedAt);
