import type { Market } from '../db/markets';
import type { Coverage, Scope } from '../db/read-models/analytics';
import { toMarket } from '../domain/clock';
import { knownPart, periodBefore, periodOf, realInstant, type Period } from '../domain/analytics/period';
import { instant } from './answers/common';

/** What a question of analytics is about. */
export interface Asked {
  market: Market;
  period: Period;
  now: Scope;
  before: Scope;
  /** From the one to the other, in seconds of the market. */
  shiftS: number;
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
  const now = { marketId: market.id, ...scopeOf(period), zoneId: query.zone_id };
  return {
    market,
    period,
    now,
    before: { ...now, ...scopeOf(periodBefore(period)) },
    shiftS: period.toS - period.fromS,
  };
}

const scopeOf = ({ fromS, toS }: Period): Pick<Scope, 'from' | 'to'> => ({
  from: new Date(fromS * 1_000),
  to: new Date(toS * 1_000),
});

/** What can be drawn of a question: the quarters since the market's first figures, and the same ones a period earlier. */
export function drawnOf({ market, period, now, before, shiftS }: Asked, since: Date): { now: Scope; before: Scope } {
  const known = knownPart(period, since.getTime() / 1_000, toMarket(market.clock, Date.now()));
  const earlier = { fromS: known.fromS - shiftS, toS: known.toS - shiftS };
  return { now: { ...now, ...scopeOf(known) }, before: { ...before, ...scopeOf(earlier) } };
}

/** Whether anything is known of a period: one that ended before the market's first figures is no period of zeros. */
export const isKnown = ({ since }: Coverage, { to }: Pick<Scope, 'to'>): boolean => since !== null && to > since;

interface Span {
  from: string;
  to: string;
}
interface Frame extends Span {
  market_id: string;
  time_zone: string;
  previous: Span;
  fresh_at: string | null;
  figures_since: string | null;
}

/** The quarters that were taken, and what is known of them, as answers name them. */
export function framed({ market, period }: Asked, { freshAt, since }: Coverage): Frame {
  const real = ({ fromS, toS }: Period): Span => ({
    from: instant(realInstant(market.clock, fromS)),
    to: instant(realInstant(market.clock, toS)),
  });
  return {
    market_id: market.id,
    time_zone: market.timeZone,
    ...real(period),
    previous: real(periodBefore(period)),
    fresh_at: freshAt && instant(freshAt),
    figures_since: since && instant(realInstant(market.clock, since.getTime() / 1_000)),
  };
}
