import { unservedFor } from './input';
import type { ExclusionReason, Unserved, UnservedReason } from './types';

/** Why nobody can be asked for an order, from who was looked at. */
export function unservedReason(
  { drivers, excluded }: { drivers: ArrayLike<number>; excluded: readonly { reason: ExclusionReason }[] },
  driversTotal: number,
): UnservedReason {
  if (driversTotal === 0) return 'no_drivers';
  if (drivers.length > 0) return 'all_busy';
  const only = (reason: ExclusionReason): boolean => excluded.every((entry) => entry.reason === reason);
  const some = (reason: ExclusionReason): boolean => excluded.some((entry) => entry.reason === reason);
  if (only('refused_before')) return 'all_refused';
  if (only('shift_ends')) return 'shifts_end';
  if (only('unreachable')) return 'unreachable';
  if (some('has_open_offer') || some('no_capacity')) return 'all_busy';
  return some('too_far') ? 'no_driver_in_radius' : 'all_refused';
}

export function waitingFor(orderId: string, driverId: string, commitAt: number): Unserved {
  return { ...unservedFor(orderId, 'waiting_for_commitment'), tentativeDriverId: driverId, commitAt };
}
