/** What the API says of an order to whoever has its link. Instants are ISO strings. */
export interface Tracking {
  order: {
    number: string;
    merchant: string;
    status: string;
    version: number;
    dropoff: { address: string; location: Place; notes: string | null };
  };
  steps: { step: 'confirmed' | 'picked_up' | 'at_your_door' | 'delivered'; at: string | null }[];
  eta: { low: string; median: string; high: string; promise: { promised_at: string } } | null;
  delay_min: number | null;
  driver: { first_name: string; vehicle: string } | null;
  position: { location: Place; heading: number | null; recorded_at: string } | null;
  stops_before: number | null;
  rating: { stars: number } | null;
  time_zone: string;
  server_time: string;
}

export interface Place {
  lat: number;
  lng: number;
}
