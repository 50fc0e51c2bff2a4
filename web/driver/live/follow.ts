import type { ApiClient } from '../../shared/api-client';
import { openStream } from '../../shared/event-stream';
import { createStore, useStore, type Store } from '../../shared/store';
import { EMPTY_WORLD, heard, type World, type WorldEvent } from './world';
import type { Route } from './wire';

/** The server gives a sign every 15 s, if only that it is there. */
const SILENCE_MS = 40_000;

/** Since when this phone has not heard the server; null while it does. */
export interface Connection {
  isLive: boolean;
  downSince: number | null;
}

export const world: Store<World> = createStore(EMPTY_WORLD);
const connection = createStore<Connection>({ isLive: false, downSince: null });

export const useWorld = (): World => useStore(world);
export const useConnection = (): Connection => useStore(connection);
export const isLive = (): boolean => connection.get().isLive;

const keptUnder = (driverId: string): string => `outrider.driver.world.${driverId}`;

/** Starts from what was known when the page was last open, so that a phone without a network still shows the stops. */
function restoreWorld(driverId: string): void {
  const kept = localStorage.getItem(keptUnder(driverId));
  world.update(() => (kept === null ? EMPTY_WORLD : { ...EMPTY_WORLD, ...(JSON.parse(kept) as World) }));
}

/** Addresses of customers do not stay behind on a phone whose driver has signed out. */
export const forgetWorld = (driverId: string): void => localStorage.removeItem(keptUnder(driverId));

/** Keeps the world current over one stream until told to stop. `onOpen` hears of every new connection. */
export function followWorld(api: ApiClient, driverId: string, onOpen: () => void): () => void {
  restoreWorld(driverId);
  const stopKeeping = world.subscribe(() => localStorage.setItem(keptUnder(driverId), JSON.stringify(world.get())));
  const abort = new AbortController();
  let close = (): void => undefined;
  let lastSignAt = 0;

  const lost = (): void =>
    connection.update(({ downSince }) => ({ isLive: false, downSince: downSince ?? Date.now() }));

  function open(): void {
    close();
    lastSignAt = Date.now();
    close = openStream({
      url: '/v1/driver/stream',
      after: null,
      headers: api.headers,
      onMessage: ({ event, data }) =>
        world.update((before) => heard(before, { event, data: JSON.parse(data) } as WorldEvent, Date.now())),
      onSign: () => void (lastSignAt = Date.now()),
      onOpen() {
        connection.update(() => ({ isLive: true, downSince: null }));
        onOpen();
      },
      onDown(status) {
        if (status === 401) api.expired();
        lost();
      },
    });
  }

  // A phone that changes its network keeps a stream that nothing comes through any more.
  const watch = setInterval(() => {
    if (!navigator.onLine || Date.now() - lastSignAt < SILENCE_MS) return;
    lost();
    open();
  }, 5_000);
  const onOffline = (): void => {
    close();
    lost();
  };
  addEventListener('offline', onOffline, { signal: abort.signal });
  addEventListener('online', open, { signal: abort.signal });
  open();

  return () => {
    abort.abort();
    clearInterval(watch);
    close();
    stopKeeping();
  };
}

/** Reads the stops anew: the stream speaks of a changed order of stops, not of an arrival that this phone reported. */
export async function readRoute(api: ApiClient): Promise<void> {
  const route = await api.get<Route>('/v1/driver/route').catch(() => null);
  if (route) world.update((before) => heard(before, { event: 'route.changed', data: route }, Date.now()));
}
