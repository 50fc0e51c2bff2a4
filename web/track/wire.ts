/** What the API says of an order to whoever has its link. Instants are ISO strings. */
export interface Tracking {
  order: {
    number: string;
    merchant: string;
    status: string;
    version: number;
    dropoff: { address: string; location: Place; notes: string | null };
    tip: { amount: number; currency: string };
    language: string | null;
  };
  actions: Action[];
  steps: { step: 'confirmed' | 'picked_up' | 'at_your_door' | 'delivered'; at: string | null }[];
  eta: {
    low: string;
    median: string;
    high: string;
    pickup_at: string | null;
    promise: { promised_at: string };
  } | null;
  /** Absent from an older server. */
  rescue?: 'finding_driver' | 'taking_over' | null;
  delay_min: number | null;
  delay_reason: DelayReason | null;
  driver: { first_name: string; vehicle: string } | null;
  position: Position | null;
  stops_before: number | null;
  proof: { pin: string | null; images: string[] };
  rating: { stars: number } | null;
  help_phone: string | null;
  time_zone: string;
  server_time: string;
}

export type Action = 'change_instructions' | 'tip' | 'rate' | 'message' | 'call';
export type DelayReason = 'finding_driver' | 'kitchen' | 'driver' | 'road';

export interface Place {
  lat: number;
  lng: number;
}

export interface Position {
  location: Place;
  heading: number | null;
  recorded_at: string;
}
