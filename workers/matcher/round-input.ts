import { gzipSync } from 'node:zlib';
import type { StoredRound } from '../../domain/matching/stored-round';

/** A market so large that a round's input is beyond this is explained from its decisions alone. */
const INPUT_MAX_BYTES = 16_000_000;

/** What a round read, packed small enough to be kept; null when it is too large. Fast rather than small: a round waits. */
export function packRound(round: StoredRound): Uint8Array | null {
  const json = JSON.stringify(round);
  return json.length > INPUT_MAX_BYTES ? null : gzipSync(json, { level: 1 });
}
