import { freshnessOf } from '../board/driver-words';
import { isFree } from '../board/tally';
import type { Driver } from '../live/board';

export const DRIVER_STATES = ['free', 'busy', 'asked', 'on_break', 'paused', 'silent'] as const;
export type DriverState = (typeof DRIVER_STATES)[number];

export const isDriverState = (value: string | undefined): value is DriverState =>
  DRIVER_STATES.some((state) => state === value);

/** A driver can be in several at once: busy and silent, say. `serverNow` is the clock that positions are stamped against. */
export function isIn(state: DriverState, driver: Driver, serverNow: number): boolean {
  switch (state) {
    case 'free':
      return isFree(driver) && !driver.isAsked;
    case 'busy':
      return driver.hasStops;
    case 'asked':
      return driver.isAsked;
    case 'silent':
      return driver.availability !== 'on_break' && isSilent(driver, serverNow);
    case 'on_break':
    case 'paused':
      return driver.availability === state;
  }
}

export const isSilent = ({ position }: Driver, serverNow: number): boolean =>
  position === null || freshnessOf(serverNow - position.at) === 'silent';

/** Who needs a look first: silent with goods, then those who are paused, then by name. */
export function arrangeDrivers(
  drivers: Iterable<Driver>,
  { state, query }: { state: DriverState | null; query: string },
  serverNow: number,
): Driver[] {
  const wanted = query.trim().toLowerCase();
  return [...drivers]
    .filter((driver) => state === null || isIn(state, driver, serverNow))
    .filter(({ name }) => wanted === '' || name.toLowerCase().includes(wanted))
    .map((driver) => ({ driver, rank: rankOf(driver, serverNow) }))
    .sort((a, b) => a.rank - b.rank || a.driver.name.localeCompare(b.driver.name))
    .map(({ driver }) => driver);
}

function rankOf(driver: Driver, serverNow: number): number {
  if (driver.hasStops && isSilent(driver, serverNow)) return 0;
  if (driver.availability === 'paused') return 1;
  if (driver.isAsked) return 2;
  if (driver.hasStops) return 3;
  return driver.availability === 'available' ? 4 : 5;
}
