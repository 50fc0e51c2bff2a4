import type { Availability } from '../lifecycle/statuses';

/**
 * Every way in which a driver's availability can change: the only table of them. The database holds the same rows (a
 * test compares them). What leaves the availability as it is (asking for a break while busy, a reminder) needs no row.
 */
export interface ShiftTransition {
  request: string;
  from: readonly Availability[];
  to: Availability;
  by: readonly ('driver' | 'ops' | 'system')[];
}

export const SHIFT_TRANSITIONS = [
  { request: 'come_on', from: ['offline', 'available', 'on_break', 'paused'], to: 'available', by: ['driver'] },
  { request: 'start_break', from: ['available', 'on_break', 'paused'], to: 'on_break', by: ['driver', 'system'] },
  { request: 'end_break', from: ['on_break'], to: 'available', by: ['ops', 'system'] },
  { request: 'pause', from: ['available'], to: 'paused', by: ['system'] },
  { request: 'go_off', from: ['available', 'on_break', 'paused'], to: 'offline', by: ['driver', 'system'] },
] as const satisfies readonly ShiftTransition[];

export type ShiftMove = (typeof SHIFT_TRANSITIONS)[number]['request'];

/** The availability after `move`, or null when the table does not allow it. */
export function nextAvailability(from: Availability, move: ShiftMove): Availability | null {
  const row: ShiftTransition | undefined = SHIFT_TRANSITIONS.find(({ request }) => request === move);
  return row?.from.includes(from) ? row.to : null;
}
