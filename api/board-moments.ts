import type { Market } from '../db/markets';

export interface BoardMoments<Moment> {
  /** A market as of a moment that is no older than allowed, and younger than whatever operators have done here. */
  of(market: Market): Promise<Moment>;
  /** An operator has done something: whoever looks next sees it. */
  acted(): void;
  stop(): void;
}

/** A board that is watched is read again this often, so that nobody who looks has to wait for the reading. */
const REFRESH_EVERY_MS = 400;
/** Asked for within this time it is watched. */
const WATCHED_MS = 15_000;

interface Kept<Moment> {
  market: Market;
  askedAt: number;
  moment?: Moment;
  /** When its reading began. */
  since: number;
  timer: NodeJS.Timeout;
}

/**
 * Moments of markets that everybody who looks shares: a thousand screens cost what one costs. `maxAgeMs` 0 reads for every
 * question. What happens after a moment comes by the stream, whose cursor the moment has.
 */
export function createBoardMoments<Moment>(
  read: (market: Market) => Promise<Moment>,
  maxAgeMs: number,
): BoardMoments<Moment> {
  const markets = new Map<string, Kept<Moment>>();
  let actedAt = 0;

  async function refresh(kept: Kept<Moment>): Promise<Moment> {
    const since = Date.now();
    const moment = await read(kept.market);
    if (since > kept.since) Object.assign(kept, { moment, since });
    return moment;
  }

  function watch(market: Market): Kept<Moment> {
    let isReading = false;
    const turn = async (): Promise<void> => {
      if (kept.askedAt < Date.now() - WATCHED_MS) return forget(kept);
      if (isReading) return;
      isReading = true;
      // Whoever asks next reads himself, and hears what is wrong.
      await refresh(kept).catch(() => {});
      isReading = false;
    };
    const kept: Kept<Moment> = {
      market,
      askedAt: Date.now(),
      since: 0,
      timer: setInterval(() => void turn(), REFRESH_EVERY_MS).unref(),
    };
    markets.set(market.id, kept);
    return kept;
  }

  function forget({ market, timer }: Kept<Moment>): void {
    clearInterval(timer);
    markets.delete(market.id);
  }

  return {
    of(market) {
      if (maxAgeMs === 0) return read(market);
      const now = Date.now();
      const kept = markets.get(market.id) ?? watch(market);
      Object.assign(kept, { market, askedAt: now });
      const { moment, since } = kept;
      const isFresh = moment !== undefined && since >= now - maxAgeMs && since > actedAt;
      return isFresh ? Promise.resolve(moment) : refresh(kept);
    },
    acted: () => void (actedAt = Date.now()),
    stop: () => [...markets.values()].forEach(forget),
  };
}
