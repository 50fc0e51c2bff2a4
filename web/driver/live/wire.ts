import type { LatLng } from '../../shared/geo';

/** What the API sends, as far as this page reads it. `GET /openapi.json` has the whole. */
export type Availability = 'available' | 'on_break' | 'paused' | 'offline';

export interface Shift {
  started_at: string | null;
  ends_at: string | null;
  /** Absent from an older server, as is the reminder. */
  must_end_at?: string | null;
  ends_soon?: boolean;
  aboard: number;
  /** Due after the current stop while `asked_at` is set. */
  break: { asked_at: string | null; ends_at: string | null; ends_soon: boolean } | null;
  last_order: 'driver' | 'off_time' | 'hours_limit' | null;
  paused_for: 'missed_offers' | 'no_position' | null;
  are_you_there: boolean;
}

export interface Market {
  id: string;
  name: string;
  time_zone: string;
  currency: string;
  clock: { rate: number; offset_ms: number };
}

/** Goods of this driver that another one collects. */
export interface Rescue {
  order_id: string;
  external_id: string;
  step: 'finding_driver' | 'on_the_way' | 'arrived' | 'handed_over';
  driver: { first_name: string; vehicle: string } | null;
  arrives_at: string | null;
}

export interface Driver {
  id: string;
  name: string;
  vehicle: string;
  availability: Availability;
  since: string;
  /** Absent from a server that knows no shifts: what belongs to them is not offered then. */
  shift?: Shift | null;
  /** Declining for one of these does not count. Absent from an older server. */
  no_fault_reasons?: string[];
  /** Where orders are expected soon; a hint. */
  wait_at?: { location: LatLng; depart_at: string } | null;
  /** Absent from an older server. */
  rescues?: Rescue[];
  market: Market;
}

export interface Money {
  amount: number;
  currency: string;
}

export interface PayPart {
  kind: string;
  amount: number;
}

export type StopKind = 'pickup' | 'dropoff' | 'return';

/** What completes a dropoff. */
export type ProofDemand = 'none' | 'photo' | 'signature' | 'pin';

export interface OfferStop {
  order_id: string;
  kind: StopKind;
  location: LatLng;
  arrive_at: string;
  /** False: is on the route already. */
  offered: boolean;
}

export interface OfferedOrder {
  id: string;
  merchant: string;
  pickup: { name: string; address: string; location: LatLng; ready_at: string };
  dropoff: { location: LatLng; promised_at: string };
  size: number;
}

export interface Offer {
  id: string;
  pay: Money;
  pay_parts: PayPart[];
  orders: OfferedOrder[];
  stops: OfferStop[];
  distance_m: number;
  duration_s: number;
  why?: { considered: number; to_pickup_s: number } | null;
  opened_at: string;
  expires_at: string;
  server_time: string;
}

export interface Stop {
  id: string;
  order_id: string;
  external_id: string;
  kind: StopKind;
  status: string;
  location: LatLng;
  name: string;
  address: string;
  phone: string | null;
  notes: string | null;
  ready_at: string | null;
  promised_at: string | null;
  /** Absent from a server that asks for none. */
  proof?: ProofDemand | null;
  /** A pickup of goods that another driver cannot bring: he has them. */
  rescue?: { from: string; phone: string | null } | null;
  size: number;
  planned_arrive_at: string | null;
  arrived_at: string | null;
}

export interface Route {
  route_id: string | null;
  version: number;
  stops: Stop[];
  server_time: string;
}

export type OfferOutcome = 'accepted' | 'declined' | 'expired' | 'withdrawn' | 'taken';

export interface Snapshot {
  driver: Driver & { server_time: string };
  offers: Offer[];
  route: Route;
}

export type AvailabilityChange = Pick<Driver, 'availability' | 'since' | 'shift' | 'no_fault_reasons'>;

export interface Earned {
  total: Money;
  parts: PayPart[];
  orders: number;
  /** Orders whose pay people settle. */
  unpriced: number;
}

export interface Earnings {
  today: Earned;
  week: Earned;
}
