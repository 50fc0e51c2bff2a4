import type { MarketClock } from '../../clock';
import type { DemandProfile, PastOrder } from './demand-profile';

/** A market's usual day as it is stored. */
export interface UsualDayRecord {
  profile: DemandProfile | null;
  /** Days up to here are in it; null before the first lesson. */
  learnedUntil: Date | null;
  /** When the market was opened: nothing before it can be learned. */
  openedAt: Date;
  timeZone: string;
  clock: MarketClock;
  /** The database's clock. */
  readAt: Date;
}

/** What a market expects of its days and of its drivers. */
export interface AnticipationStore {
  /** Null when there is no such market. */
  readUsualDay(marketId: string): Promise<UsualDayRecord | null>;
  /** Orders placed in that time; `second` counts from its beginning, in market seconds. */
  placedBetween(marketId: string, from: Date, to: Date): Promise<PastOrder[]>;
  /** The first of two that learn the same days stands. */
  keepUsualDay(marketId: string, profile: DemandProfile, learned: { from: Date | null; until: Date }): Promise<boolean>;
  /** Estimates anew how likely each driver says yes; answers how many estimates have changed. */
  refreshAcceptance(marketId: string, since: Date): Promise<number>;
}
