import type { z } from 'zod';
import type { Escalation, Incident, Reassignment, SuggestedAction } from '../../contracts/http';
import type { EscalationRecord } from '../../db/escalations';
import type { IncidentRecord } from '../../db/incidents';
import type { ReassignmentRecord } from '../../db/reassignments';
import type { Suggestion } from '../../domain/ladder/suggestions';
import { instant, instantOrNull, money } from './common';

export const escalationAnswer = (row: EscalationRecord, suggested: SuggestedAction[]): z.infer<typeof Escalation> => ({
  id: row.id,
  order_id: row.orderId,
  market_id: row.marketId,
  rung: row.rung,
  reason: row.reason,
  evidence: row.evidence,
  status: row.status,
  owner: row.owner,
  raised_at: instant(row.raisedAt),
  deadline_at: instant(row.deadlineAt),
  snoozed_until: instantOrNull(row.snoozedUntil),
  snooze_reason: row.snoozeReason,
  resolved_at: instantOrNull(row.resolvedAt),
  outcome: row.outcome,
  notes: row.notes.map(({ id, author, text, createdAt }) => ({ id, author, text, created_at: instant(createdAt) })),
  suggested_actions: suggested,
  order: {
    external_id: row.order.externalId,
    status: row.order.status,
    version: row.order.version,
  },
});

/** A suggestion as a request that the console can send as it is. */
export function suggestionAnswer(
  { action, label, body, text, minutes, costMinor, drivers }: Suggestion,
  orderId: string,
  currency: string,
): SuggestedAction {
  const endpoint = action === 'strand' ? 'take_out' : action === 'change_promise' ? 'promise' : action;
  return {
    action,
    label,
    path: action === 'contact_driver' ? null : `/v1/ops/orders/${orderId}/${endpoint}`,
    body: action === 'raise_pay' ? { ...body, amount: money(costMinor ?? 0, currency) } : body,
    effect: { text, minutes, cost: costMinor === null ? null : money(costMinor, currency), drivers },
  };
}

export const incidentAnswer = (row: IncidentRecord): z.infer<typeof Incident> => ({
  id: row.id,
  market_id: row.marketId,
  cause: row.cause,
  zone_id: row.zoneId,
  evidence: row.evidence,
  owner: row.owner,
  raised_at: instant(row.raisedAt),
  resolved_at: instantOrNull(row.resolvedAt),
  outcome: row.outcome,
  orders_total: row.ordersTotal,
  orders: row.orders.map(({ id, externalId, status, zoneId }) => ({
    id,
    external_id: externalId,
    status,
    zone_id: zoneId,
  })),
});

export const reassignmentAnswer = (row: ReassignmentRecord): z.infer<typeof Reassignment> => ({
  id: row.id,
  driver_id: row.driverId,
  stage: row.stage,
  reason: row.reason,
  evidence: row.evidence,
  automatic: row.automatic,
  created_at: instant(row.createdAt),
  ended_at: instantOrNull(row.endedAt),
  outcome: row.outcome,
  to_driver_id: row.toDriverId,
  by_hand: row.byHand,
});
