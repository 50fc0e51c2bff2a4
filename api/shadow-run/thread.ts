import { parentPort, workerData } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import type { StoredRound } from '../../domain/matching/stored-round';
import { compareRound, noRounds, withRound } from '../../domain/policy/shadow-run';
import type { ShadowRequest } from './runner';

const { rounds, before, after, timeLimitMs } = workerData as ShadowRequest & { timeLimitMs: number };
const until = Date.now() + timeLimitMs;

// What does not fit into the time is left out: the answer says how many rounds it is about.
let total = noRounds();
for (const packed of rounds) {
  if (Date.now() > until) break;
  total = withRound(total, compareRound(unpack(packed), before, after));
}
parentPort?.postMessage(total);

function unpack(packed: Uint8Array): StoredRound {
  return JSON.parse(gunzipSync(packed).toString()) as StoredRound;
}
