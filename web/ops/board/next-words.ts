import type { Order } from '../live/board';

const WAITS: Record<string, string> = {
  scheduled: 'Enters the pool',
  unassigned: 'A driver',
  offered: 'Answer',
  assigned: 'At pickup',
  arrived_at_pickup: 'Pickup',
  picked_up: 'At dropoff',
  arrived_at_dropoff: 'Hand-over',
  returning: 'Back at merchant',
};

/** What an order waits for, short enough for a row; the story has the whole sentence. */
export function waitsForInShort({ status, next }: Order): string {
  if (next === null) return '';
  return next.step === 'send_offer' ? 'Offer goes out' : (WAITS[status] ?? next.waitsFor);
}
