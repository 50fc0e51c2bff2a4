import type { ExplainedDecision } from '../../contracts/http';
import type { Market } from '../../db/markets';
import type { DecisionRow } from '../../db/read-models/rows';
import { toReal } from '../../domain/clock';
import { excludedByReason, explain } from '../../domain/dispatch/explanation';
import type { Candidate, DecisionRecord } from '../../domain/matching/types';
import { instant } from './common';

/** How the reader may call a driver, by ID. */
export type NameDrivers = (record: DecisionRecord) => (driverId: string) => { id: string | null; name: string };

/** Everybody whose cost a decision keeps; the runner-up may be none of its candidates. */
const comparedIn = ({ runnerUp, candidates }: DecisionRecord): DecisionRecord['candidates'] =>
  runnerUp ? [runnerUp, ...candidates] : candidates;

/** For merchants: the chosen one is `the driver`, the others are counted. */
export const anonymous: NameDrivers = (record) => {
  const others = comparedIn(record).filter(({ driverId }) => driverId !== record.chosen.driverId);
  return (driverId) => {
    const place = others.findIndex((other) => other.driverId === driverId);
    return { id: null, name: place < 0 ? 'The driver' : `driver ${place + 2}` };
  };
};

export const byName =
  (names: Map<string, string>): NameDrivers =>
  () =>
  (id) => ({ id, name: names.get(id) ?? id });

export const driversOf = (rows: DecisionRow[]): string[] => [
  ...new Set(rows.flatMap(({ body }) => comparedIn(body).map(({ driverId }) => driverId))),
];

export function decisionAnswer(row: DecisionRow, { clock }: Market, nameDrivers: NameDrivers): ExplainedDecision {
  const { body } = row;
  const nameOf = nameDrivers(body);
  const at = (marketInstant: number): string => instant(new Date(toReal(clock, marketInstant)));
  const candidate = ({ driverId, cost, pickupAt, dropoffAt }: Candidate): ExplainedDecision['chosen'] => ({
    driver: nameOf(driverId),
    cost: {
      to_pickup: cost.toPickup,
      wait_at_pickup: cost.waitAtPickup,
      detour_for_others: cost.detourForOthers,
      lateness: cost.lateness,
      acceptance: cost.acceptance,
      fairness: cost.fairness,
      forecast: cost.forecast,
      total: cost.total,
    },
    pickup_at: at(pickupAt),
    dropoff_at: at(dropoffAt),
  });
  return {
    offer_id: row.offer_id,
    offer_status: row.offer_status,
    round_no: row.round_no,
    decided_at: at(body.decidedAt),
    order_ids: body.orderIds,
    chosen: candidate(body.chosen),
    runner_up: body.runnerUp && candidate(body.runnerUp),
    margin_s: body.marginSeconds,
    candidates: body.candidates.map(candidate),
    candidates_total: body.candidatesTotal,
    excluded: excludedByReason(body),
    excluded_total: body.excludedTotal,
    sentences: explain(body, (id) => nameOf(id).name),
  };
}
