import { defineSignal } from '@temporalio/workflow';

export const marketMatchingId = (marketId: string): string => `market/${marketId}/matching`;

export const MARKET_MATCHING = 'marketMatching';
export type MarketMatching = (input: MarketMatchingInput) => Promise<void>;
export interface MarketMatchingInput {
  marketId: string;
}

/** The pool has turned from empty to not empty, or a driver has come while orders wait. */
export const poolFilledSignal = defineSignal('poolFilled');
