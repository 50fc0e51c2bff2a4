import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../../config';
import { windowOf } from '../city/day';
import { readDay } from '../city/day-files';
import { Admin } from '../client/admin';
import { adminCredential } from '../client/credentials';
import { ApiClient } from '../client/http';
import { createMarketTime } from '../time/market-time';
import { readExecutions } from './executions';
import { computeFigures, offerDelays } from './figures';
import { checkInvariants, type Evidence } from './invariants';
import type { ReplayOptions } from './options';
import { Playback } from './playback';
import { showProgress } from './progress';
import { readRecord } from './record';
import type { Scorecard } from './scorecard';
import { openTestMarket } from './test-market';

/** Workflows close a moment after the transaction that ended their order, and Temporal lists them a moment after that. */
const SETTLE_LIMIT_MS = 60_000;
const SETTLE_LOOK_MS = 1_000;

/** Plays a window of a day in a market of its own and holds what came of it against what was promised. */
export async function replay(config: Config, options: ReplayOptions, output: NodeJS.WriteStream): Promise<Scorecard> {
  const day = readDay(options.dayFolder);
  const to = options.to ?? 1 + Math.max(...day.orders.map(({ placedMinute }) => placedMinute));
  const window = { from: options.from, to };
  const api = new ApiClient(config.api.publicUrl);
  try {
    const admin = new Admin(api, adminCredential(config.auth.jwtSecret));
    const { drivers } = windowOf(day, window.from, window.to);
    const market = await openTestMarket(api, admin, day, drivers, options.speed);
    const time = createMarketTime(options.speed);
    const playback = new Playback({ day, ...window, seed: options.seed }, market, api, time);
    const progress = showProgress(output, { ...window, orders: playback.orders.length }, () => playback.standing);
    await playback.run().finally(() => progress.done());
    const evidence = await gatherEvidence(config, market.id, playback);
    const violations = checkInvariants(evidence);
    return {
      marketId: market.id,
      figures: computeFigures(evidence, violations, options.speed),
      violations,
      offerDelays: offerDelays(evidence.record, playback.journal.shownAt, options.speed),
      repeats: api.repeats,
    };
  } finally {
    await api.close();
  }
}

/** Looks again while only workflows are behind: they are told what the database has decided already. */
async function gatherEvidence(config: Config, marketId: string, playback: Playback): Promise<Evidence> {
  const deadline = Date.now() + SETTLE_LIMIT_MS;
  for (;;) {
    const evidence = await readEvidence(config, marketId, playback).catch((error: unknown) => {
      // A server that was killed during the replay may still be on its way up.
      if (Date.now() > deadline) throw error;
      return null;
    });
    const isSettled = evidence !== null && checkInvariants(evidence).workflows.length === 0;
    if (evidence !== null && (isSettled || Date.now() > deadline)) return evidence;
    await delay(SETTLE_LOOK_MS);
  }
}

async function readEvidence(config: Config, marketId: string, { placed, journal }: Playback): Promise<Evidence> {
  const record = await readRecord(config.database.url, marketId);
  const executions = await readExecutions(config, marketId);
  return { record, placed, answers: journal.answers, executions };
}
