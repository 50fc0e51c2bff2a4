import type { StatusFamily } from '../../shared/statuses';
import type { Driver } from '../live/board';

export interface DriverLook {
  family: StatusFamily;
  label: string;
}

/** A driver's state in words and by the family whose meaning it shares. */
export function driverLook({ availability, isAsked, hasStops, load }: Driver): DriverLook {
  if (availability === 'on_break') return { family: 'idle', label: 'On break' };
  if (availability === 'paused') return { family: 'wait', label: 'Paused' };
  if (hasStops) return { family: 'move', label: load > 1 ? `Busy, ${load} orders` : 'Busy' };
  if (availability === 'offline') return { family: 'idle', label: 'Offline' };
  if (isAsked) return { family: 'offer', label: 'Being asked' };
  return { family: 'done', label: 'Free' };
}

export type Freshness = 'fresh' | 'aging' | 'silent';

const FRESH_MS = 15_000;
const SILENT_MS = 60_000;

/** `ageMs` in real time: how often a phone reports does not follow the market's clock. */
export const freshnessOf = (ageMs: number): Freshness =>
  ageMs <= FRESH_MS ? 'fresh' : ageMs <= SILENT_MS ? 'aging' : 'silent';
