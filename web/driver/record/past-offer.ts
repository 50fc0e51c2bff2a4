import type { Money } from '../live/wire';

/** An offer of the history, as the page needs it. */
export interface PastOffer {
  id: string;
  outcome: string;
  reason: string | null;
  counted: boolean;
  appeal: { status: 'open' | 'granted' | 'refused'; decision: string | null } | null;
  pay: Money;
  orders: { merchant: string }[];
  settled_at: string;
}
