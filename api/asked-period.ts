import type { Market } from '../db/markets';
import type { Scope } from '../db/read-models/analytics';
import { periodBefore, periodOf, realInstant, type Period } from '../domain/analytics/period';
import { instant } from './answers/common';

/** What a question of analytics is about. */
export interface Asked {
  market: Market;
  period: Period;
  now: Scope;
  before: Scope;
}

export function askedOf(
  market: Market,
  { from, to, ...query }: { from?: string; to?: string; zone_id?: string | undefined },
): Asked {
  const period = periodOf(
    { fromMs: from === undefined ? null : Date.parse(from), toMs: to === undefined ? null : Date.parse(to) },
    market,
    Date.now(),
  );
  const scope = ({ fromS, toS }: Period): Scope => ({
    marketId: market.id,
    from: new Date(fromS * 1_000),
    to: new Date(toS * 1_000),
    zoneId: query.zone_id,
  });
  return { market, period, now: scope(period), before: scope(periodBefore(period)) };
}

interface Span {
  from: string;
  to: string;
}

/** The quarters that were taken, as answers name them. */
export function framed({ market, period }: Asked): Span & { market_id: string; time_zone: string; previous: Span } {
  const real = ({ fromS, toS }: Period): Span => ({
    from: instant(realInstant(market.clock, fromS)),
    to: instant(realInstant(market.clock, toS)),
  });
  return { market_id: market.id, time_zone: market.timeZone, ...real(period), previous: real(periodBefore(period)) };
}
