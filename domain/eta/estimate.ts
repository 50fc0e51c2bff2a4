/** An instant with its 10–90 % interval, in market seconds. */
export interface Estimate {
  low: number;
  median: number;
  high: number;
}
