import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Action } from './action';

interface Shelves extends DBSchema {
  actions: { key: number; value: Action };
  photos: { key: string; value: { stopId: string; takenAt: number; photo: Blob } };
}

let opened: Promise<IDBPDatabase<Shelves>> | undefined;

/** What must outlive the page: unsent actions, and photos of doors. */
export const shelves = (): Promise<IDBPDatabase<Shelves>> =>
  (opened ??= openDB<Shelves>('outrider-driver', 1, {
    upgrade(db) {
      db.createObjectStore('actions', { keyPath: 'seq', autoIncrement: true });
      db.createObjectStore('photos', { keyPath: 'stopId' });
    },
  }));

/** Where a sender keeps its actions. */
export interface Shelf {
  add(action: Omit<Action, 'seq'>): Promise<Action>;
  put(action: Action): Promise<void>;
  all(driverId: string): Promise<Action[]>;
  forgetBefore(settledAt: number): Promise<void>;
}

export const actionShelf: Shelf = {
  async add(action) {
    const db = await shelves();
    const seq = await db.add('actions', action as Action);
    return { ...action, seq };
  },
  async put(action) {
    await (await shelves()).put('actions', action);
  },
  /** Oldest first. */
  async all(driverId) {
    return (await (await shelves()).getAll('actions')).filter((action) => action.driverId === driverId);
  },
  async forgetBefore(settledAt) {
    const store = (await shelves()).transaction('actions', 'readwrite').objectStore('actions');
    for await (const cursor of store) {
      if (cursor.value.settledAt !== null && cursor.value.settledAt < settledAt) await cursor.delete();
    }
  },
};
