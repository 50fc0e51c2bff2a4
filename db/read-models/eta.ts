/** A row of `eta_given` as `to_jsonb` gives it. */
export interface EtaRow {
  low: string;
  median: string;
  high: string;
  pickup_at: string | null;
  late_risk: number;
  holds: 'yes' | 'at_risk' | 'no';
  given_at: string;
}
