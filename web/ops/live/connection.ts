import { useSyncExternalStore } from 'react';

/** How well this page hears the server. Every live thing on it is as old as the last sign. */
export interface Connection {
  phase: 'connecting' | 'live' | 'offline';
  /** This machine's time of the last sign of the server. */
  lastSignAt: number;
  /** Since when there is no connection. */
  downSince: number | null;
}

let connection: Connection = { phase: 'connecting', lastSignAt: 0, downSince: null };
const listeners = new Set<() => void>();

function become(change: Partial<Connection>): void {
  connection = { ...connection, ...change };
  for (const listener of listeners) listener();
}

export const connectionEvents = {
  opened: (): void => become({ phase: 'live', lastSignAt: Date.now(), downSince: null }),
  /** Read by a ticker: redrawing for each sign would redraw for each message. */
  sign: (): void => void (connection = { ...connection, lastSignAt: Date.now() }),
  lost: (): void => become({ phase: 'offline', downSince: connection.downSince ?? Date.now() }),
};

export const useConnection = (): Connection =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => connection,
  );
