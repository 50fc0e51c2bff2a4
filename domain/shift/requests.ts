import type { ShiftTerms } from './terms';

/** What a driver asks of his shift. Instants are ISO strings in real time. */
export type ShiftRequest =
  | { request: 'come_on'; endsAt: string | null; terms: ShiftTerms }
  | { request: 'ask_break'; lengthMs: number | null }
  | { request: 'go_off'; handOver: boolean }
  | { request: 'last_order'; on: boolean };

/** Hours agreed beforehand. */
export interface PlannedHours {
  from: Date;
  until: Date;
  terms: ShiftTerms;
}
