export const marketOperationsId = (marketId: string): string => `market/${marketId}/operations`;

export const MARKET_OPERATIONS = 'marketOperations';
export type MarketOperations = (input: MarketOperationsInput) => Promise<void>;
export interface MarketOperationsInput {
  marketId: string;
}
