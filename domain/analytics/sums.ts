/** What rollups add up to over quarters and zones. Seconds are market time. */
export interface Sums {
  placed: number;
  delivered: number;
  returned: number;
  cancelled: number;
  undeliverable: number;
  neverAssigned: number;
  assigned: number;
  assignS: number;
  onTime: number;
  lateS: number;
  accepted: number;
  declined: number;
  expired: number;
  withdrawn: number;
  forced: number;
  reassigned: number;
  escalations: number;
  ratings: number;
  stars: number;
  onlineS: number;
  busyS: number;
}

/** A part of a whole; null of nothing, which is not zero. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

export const endedOf = ({ delivered, returned, cancelled, undeliverable }: Sums): number =>
  delivered + returned + cancelled + undeliverable;

/** Offers that were answered or ran out: what acceptance is a share of. */
export const answeredOf = ({ accepted, declined, expired }: Pick<Sums, 'accepted' | 'declined' | 'expired'>): number =>
  accepted + declined + expired;
