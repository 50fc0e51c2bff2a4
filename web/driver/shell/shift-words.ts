import type { Driver } from '../live/wire';

export interface ShiftWords {
  title: string;
  /** The colour's family: see the status palette. */
  family: 'done' | 'idle' | 'wait' | 'offer';
}

/** A driver's state in two or three words. */
export function shiftWords({ availability, shift }: Driver): ShiftWords {
  switch (availability) {
    case 'available':
      if (shift?.break?.asked_at) return { title: 'Break after this stop', family: 'wait' };
      return shift?.last_order ? { title: 'Last order', family: 'wait' } : { title: 'On shift', family: 'done' };
    case 'on_break':
      return { title: 'On break', family: 'idle' };
    case 'paused':
      return { title: 'Paused', family: 'wait' };
    case 'offline':
      return { title: 'Off shift', family: 'idle' };
  }
}

/** When no further order comes, once the driver has been told that it is near; null before. */
export function endInSight({ shift }: Driver): { at: string; byHours: boolean } | null {
  if (!shift?.ends_soon || shift.last_order) return null;
  const { ends_at: offTime, must_end_at: hours = null } = shift;
  const byHours = hours !== null && (offTime === null || Date.parse(hours) <= Date.parse(offTime));
  const at = byHours ? hours : offTime;
  return at === null ? null : { at, byHours };
}
