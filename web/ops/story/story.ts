import type { Escalation } from '../escalations/escalation';

/** One order's whole story, as `GET /v1/ops/orders/{id}` tells it and as far as this page reads it. */
export interface Story {
  order: StoryOrder;
  events: StoryEvent[];
  offers: StoryOffer[];
  decisions: Decision[];
  stops: StoryStop[];
  escalations: Escalation[];
}

export interface Money {
  amount: number;
  currency: string;
}

export interface StoryOrder {
  id: string;
  external_id: string;
  status: string;
  version: number;
  merchant: { id: string; name: string };
  pickup: { name: string; address: string; phone: string | null; notes: string | null; ready_at: string };
  dropoff: { name: string; address: string; phone: string | null; notes: string | null; promised_at: string };
  driver: { id: string; name: string; phone: string | null; vehicle: string } | null;
  escalation_rung: number;
  next: { step: string; waits_for: string; at: string; otherwise: string } | null;
  slack_s: number | null;
  size: number;
  held_until?: string | null;
  hold_reason?: string | null;
  eta: { low: string; median: string; high: string } | null;
  tip: Money;
  pay_raise: Money;
  distance_m: number;
  offers_made: number;
  reassignments: number;
  placed_at: string;
  unassigned_since: string | null;
  ended_at: string | null;
  end_reason: string | null;
  workflow_id: string;
  workflow_url: string;
}

export interface StoryEvent {
  number: number;
  type: string;
  status_to: string;
  actor: Record<string, unknown>;
  data: Record<string, unknown>;
  occurred_at: string;
}

export interface StoryOffer {
  id: string;
  status: string;
  driver: { id: string; name: string; vehicle: string };
  round_no: number | null;
  pay: Money;
  pay_parts: { kind: string; amount: number }[];
  distance_m: number;
  duration_s: number;
  reserved_at: string;
  opened_at: string | null;
  expires_at: string | null;
  settled_at: string | null;
  reason: string | null;
}

export type CostPart =
  'to_pickup' | 'wait_at_pickup' | 'detour_for_others' | 'lateness' | 'acceptance' | 'fairness' | 'forecast';

export interface Candidate {
  driver: { id: string | null; name: string };
  cost: Record<CostPart | 'total', number>;
  pickup_at: string;
}

export interface Decision {
  offer_id: string;
  offer_status: string;
  round_no: number;
  decided_at: string;
  order_ids: string[];
  chosen: Candidate;
  runner_up: Candidate | null;
  margin_s: number | null;
  candidates: Candidate[];
  candidates_total: number;
  excluded: { reason: string; drivers: number }[];
  excluded_total: number;
  sentences: string[];
}

export interface StoryStop {
  id: string;
  kind: string;
  status: string;
  planned_arrive_at: string | null;
  completed_at: string | null;
}

export const openEscalation = ({ escalations }: Story): Escalation | null =>
  escalations.findLast(({ status }) => status !== 'resolved') ?? null;
