import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { temporal } from '@temporalio/proto';

// The SDK's historyToJSON wants one copy of protobufjs in the tree; gRPC's loader brings another. So a file holds what
// the protocol's own classes make of a history.
const { History } = temporal.api.history.v1;

export type StoredHistory = ReturnType<typeof History.toObject> & { events: { eventType: string }[] };

/** Writes a history without the name of the machine that it was made on. */
export function writeHistory(file: string, history: temporal.api.history.v1.IHistory): void {
  const stored = History.toObject(History.fromObject(history), { enums: String, longs: String, bytes: String });
  writeFileSync(file, `${JSON.stringify(stored, null, 1).replaceAll(hostname(), 'machine')}\n`);
}

export const readHistory = (file: string): StoredHistory => JSON.parse(readFileSync(file, 'utf8')) as StoredHistory;

/** As a worker replays it. */
export const historyOf = (stored: StoredHistory): temporal.api.history.v1.IHistory => History.fromObject(stored);
