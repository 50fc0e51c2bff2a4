import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Action } from './action';
import type { PictureKind } from './task';

interface Shelves extends DBSchema {
  actions: { key: number; value: Action };
  pictures: { key: string; value: KeptPicture };
}

/** A picture of a door until the server has it. */
export interface KeptPicture {
  /** `pictureKey`. */
  id: string;
  takenAt: number;
  blob: Blob;
}

export const pictureKey = (stopId: string, picture: PictureKind): string => `${stopId}/${picture}`;

let opened: Promise<IDBPDatabase<Shelves>> | undefined;

/** What must outlive the page: unsent actions, and pictures of doors. */
export const shelves = (): Promise<IDBPDatabase<Shelves>> =>
  (opened ??= openDB<Shelves>('outrider-driver', 2, {
    upgrade(db, before) {
      if (before < 1) db.createObjectStore('actions', { keyPath: 'seq', autoIncrement: true });
      db.createObjectStore('pictures', { keyPath: 'id' });
    },
  }));

/** Where a sender keeps its actions. */
export interface Shelf {
  /** Null when the phone has lost it. */
  picture(stopId: string, picture: PictureKind): Promise<Blob | null>;
  dropPicture(stopId: string, picture: PictureKind): Promise<void>;
  add(action: Omit<Action, 'seq'>): Promise<Action>;
  put(action: Action): Promise<void>;
  all(driverId: string): Promise<Action[]>;
  forgetBefore(settledAt: number): Promise<void>;
}

export const actionShelf: Shelf = {
  async picture(stopId, picture) {
    return (await (await shelves()).get('pictures', pictureKey(stopId, picture)))?.blob ?? null;
  },
  async dropPicture(stopId, picture) {
    await (await shelves()).delete('pictures', pictureKey(stopId, picture));
  },
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
