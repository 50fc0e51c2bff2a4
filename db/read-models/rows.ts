import type { StandingOrder } from '../../domain/dispatch/standing-order';
import type { OfferStatus, OrderStatus } from '../../domain/lifecycle/statuses';
import type { OfferStrategy } from '../../domain/policy/offering';
import type { DecisionRecord, StopKind } from '../../domain/matching/types';
import type { ProofDemand } from '../../domain/proof/demand';
import type { EtaRow } from './eta';

/** Rows as `to_jsonb` gives them: database names, instants as ISO text. */

export interface OrderRow {
  id: string;
  market_id: string;
  merchant_id: string;
  external_id: string;
  fingerprint: string;
  status: OrderStatus;
  version: number;
  policy_version: number;
  zone_id: string;
  pickup_place_id: string;
  pickup_name: string;
  pickup_address: string;
  pickup_phone: string | null;
  pickup_notes: string | null;
  pickup_lat: number;
  pickup_lng: number;
  dropoff_name: string;
  dropoff_address: string;
  dropoff_phone: string | null;
  dropoff_notes: string | null;
  dropoff_language: string | null;
  dropoff_lat: number;
  dropoff_lng: number;
  size: number;
  tip_minor: number;
  pay_raise_minor: number;
  distance_m: number;
  placed_at: string;
  scheduled_for: string | null;
  pool_at: string;
  ready_at: string;
  promised_at: string;
  unassigned_since: string | null;
  first_assigned_at: string | null;
  assigned_at: string | null;
  arrived_at_pickup_at: string | null;
  picked_up_at: string | null;
  arrived_at_dropoff_at: string | null;
  returning_at: string | null;
  ended_at: string | null;
  end_reason: string | null;
  driver_id: string | null;
  proof_demand: ProofDemand;
  proof_pin: string | null;
  pin_verified_at: string | null;
  priority: number;
  offers_made: number;
  reassignments: number;
  excluded_driver_ids: string[];
  escalation_rung: number;
  ladder_rung: number;
  on_failure: 'rescue' | 'return' | 'dispose';
  goods_lat: number | null;
  goods_lng: number | null;
  goods_with: string | null;
  stranded_at: string | null;
  held_until: string | null;
  hold_reason: string | null;
  workflow_started_at: string | null;
  updated_at: string;
}

export interface DriverRow {
  id: string;
  market_id: string;
  name: string;
  phone: string | null;
  vehicle: string;
  capacity: number;
  availability: 'available' | 'on_break' | 'paused' | 'offline';
  availability_since: string;
  shift_ends_at: string | null;
  version: number;
  active: boolean;
}

export interface PositionRow {
  lat: number;
  lng: number;
  accuracy_m: number | null;
  heading: number | null;
  speed_mps: number | null;
  recorded_at: string;
  received_at: string;
}

/** An order with its standing and the names beside it. */
export interface OrderRecord {
  order: OrderRow;
  standing: StandingOrder;
  merchantName: string;
  driver: DriverRow | null;
  position: PositionRow | null;
  /** The arrival time as it was told last; null when none is expected (any more). */
  eta: EtaRow | null;
  /** Whom the reserved or open offer asks. */
  offeredTo: { id: string; name: string } | null;
}

export interface OfferRow {
  id: string;
  market_id: string;
  driver_id: string;
  status: OfferStatus;
  strategy: OfferStrategy;
  lead_order_id: string;
  round_no: number | null;
  created_by: Record<string, unknown>;
  reserved_at: string;
  reserved_until: string;
  opened_at: string | null;
  expires_at: string | null;
  settled_at: string | null;
  shown_at: string | null;
  reason: string | null;
  pay_minor: number;
  pay_parts: Record<string, number>;
  distance_m: number;
  duration_s: number;
  stops: { order_id: string; kind: StopKind; lat: number; lng: number; arrive_at: string; complete_at: string }[];
}

export interface StopRow {
  id: string;
  route_id: string;
  order_id: string;
  kind: StopKind;
  status: 'planned' | 'arrived' | 'completed' | 'failed' | 'removed';
  position: number;
  lat: number;
  lng: number;
  planned_arrive_at: string | null;
  planned_complete_at: string | null;
  arrived_at: string | null;
  completed_at: string | null;
  reason: string | null;
}

export interface EventRow {
  id: string;
  number: number;
  type: string;
  status_from: OrderStatus | null;
  status_to: OrderStatus;
  actor: { type: string; id?: string };
  data: Record<string, unknown>;
  occurred_at: string;
  recorded_at: string;
}

export interface DecisionRow {
  offer_id: string;
  offer_status: OfferStatus;
  round_no: number;
  body: DecisionRecord;
}
