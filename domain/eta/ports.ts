import type { LegsReading, ScoredReading } from './history';
import type { EtaToTell, MarketReading } from './market-reading';
import type { EtaModel } from './model';

/** Arrival times that were told, and the models behind them. */
export interface EtaStore {
  /** Open orders of a market, or some of them, with their drivers; null when there is no such market. */
  readEtas(marketId: string, orderIds?: string[] | null): Promise<MarketReading | null>;
  /** Orders that a pickup place has to prepare now. */
  kitchenLoad(marketId: string, placeId: string): Promise<number>;
  /** Stores and announces what is worth telling; answers how many orders were still open. */
  giveEtas(marketId: string, basis: { modelVersion: number; marketLoad: number }, etas: EtaToTell[]): Promise<number>;
  /** What has finished since then, the newest first. */
  finishedLegs(marketId: string, since: Date, limit: number): Promise<LegsReading>;
  /** What was told in that time of orders that have been delivered. */
  scoredEtas(marketId: string, told: { from: Date; to: Date }, limit: number): Promise<ScoredReading[]>;
  /** The newest first. */
  models(marketId: string): Promise<{ version: number; orders: number; createdAt: Date }[]>;
  keepModel(marketId: string, model: { version: number; body: EtaModel; orders: number }): Promise<void>;
}
