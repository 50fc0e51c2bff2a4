/**
 * The time that a simulation lives in: market seconds since it began. Only what is sent to the API becomes real time,
 * and only here.
 */
export interface MarketTime {
  /** Market seconds per real second. */
  readonly rate: number;
  now(): number;
  /** Real milliseconds since the epoch. */
  realMs(marketSeconds: number): number;
  iso(marketSeconds: number): string;
  fromIso(instant: string): number;
}

export function createMarketTime(rate: number, startMs: number = Date.now()): MarketTime {
  const realMs = (marketSeconds: number): number => startMs + (marketSeconds * 1000) / rate;
  const fromReal = (ms: number): number => ((ms - startMs) * rate) / 1000;
  return {
    rate,
    now: () => fromReal(Date.now()),
    realMs,
    iso: (marketSeconds) => new Date(realMs(marketSeconds)).toISOString(),
    fromIso: (instant) => fromReal(Date.parse(instant)),
  };
}
