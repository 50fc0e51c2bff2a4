import type { ApiClient } from '../../shared/api-client';
import { metresBetween } from '../../shared/geo';
import { newKey } from '../../shared/api-client';
import { createStore, useStore } from '../../shared/store';
import { knowsShifts } from '../live/world';
import { isLive, world } from '../live/follow';
import { isMovingAt, speedOf, type Fix } from './moving';

export interface Position {
  fix: Fix | null;
  isMoving: boolean;
  isDenied: boolean;
}

const REPORT_EVERY_MS = 8_000;
/** While he stands, one fix in a while says that he is still there. */
const STANDING_EVERY_MS = 20_000;
const STANDING_M = 10;
/** The most that one report may hold; of a longer dead zone the end counts. */
const POINTS_MAX = 500;
/** Without a fix for so long nobody knows whether he moves: the screen of one who stands is the complete one. */
const SILENCE_MS = 15_000;

const position = createStore<Position>({ fix: null, isMoving: false, isDenied: false });
export const usePosition = (): Position => useStore(position);

/** Follows the phone and reports where it is, in batches: a radio that wakes for each fix empties the battery. */
export function trackPosition(api: ApiClient): () => void {
  let unsent: Fix[] = [];
  let isReporting = false;
  let silence: ReturnType<typeof setTimeout> | undefined;

  function take(fix: Fix): void {
    const { fix: before, isMoving } = position.get();
    const moving = isMovingAt(speedOf(fix, before), isMoving);
    position.update(() => ({ fix, isMoving: moving, isDenied: false }));
    clearTimeout(silence);
    silence = setTimeout(() => position.update((known) => ({ ...known, isMoving: false })), SILENCE_MS);
    const last = unsent.at(-1);
    if (!last || tellsMore(fix, last)) unsent = [...unsent, fix].slice(-POINTS_MAX);
    // The first one makes him findable.
    if (!before) void report();
  }

  async function report(): Promise<void> {
    if (isReporting || unsent.length === 0 || !isOnShift() || !isLive()) return;
    isReporting = true;
    const points = unsent;
    const body = { points: points.map(pointOf), ...(knowsShifts(world.get()) && { sent_at: iso(Date.now()) }) };
    try {
      await api.post('/v1/driver/locations', body, newKey());
      unsent = unsent.filter((fix) => !points.includes(fix));
    } catch {
      // They go with the next report.
    } finally {
      isReporting = false;
    }
  }

  const watch = navigator.geolocation?.watchPosition(
    ({ coords, timestamp }) =>
      take({
        location: { lat: coords.latitude, lng: coords.longitude },
        recordedAt: timestamp,
        accuracyM: coords.accuracy,
        heading: coords.heading !== null && coords.heading >= 0 ? coords.heading : null,
        speedMps: coords.speed,
      }),
    ({ code, PERMISSION_DENIED }) => position.update((known) => ({ ...known, isDenied: code === PERMISSION_DENIED })),
    { enableHighAccuracy: true, maximumAge: 2_000 },
  );
  // Whoever has just come on is to be found at once, not with the next report.
  let wasOnShift = isOnShift();
  const stopWatching = world.subscribe(() => {
    if (!wasOnShift && isOnShift()) void report();
    wasOnShift = isOnShift();
  });
  const timer = setInterval(() => void report(), REPORT_EVERY_MS);
  return () => {
    stopWatching();
    if (watch !== undefined) navigator.geolocation.clearWatch(watch);
    clearInterval(timer);
    clearTimeout(silence);
  };
}

const isOnShift = (): boolean => (world.get().driver?.availability ?? 'offline') !== 'offline';

const tellsMore = (fix: Fix, last: Fix): boolean =>
  fix.recordedAt - last.recordedAt >= STANDING_EVERY_MS || metresBetween(fix.location, last.location) >= STANDING_M;

const iso = (ms: number): string => new Date(ms).toISOString();

const pointOf = ({ location, recordedAt, accuracyM, heading, speedMps }: Fix): object => ({
  location,
  recorded_at: iso(recordedAt),
  accuracy_m: Math.min(accuracyM, 100_000),
  ...(heading !== null && { heading }),
  ...(speedMps !== null && { speed_mps: Math.min(speedMps, 200) }),
});
