import { toMarket, toReal, type MarketClock } from '../clock';
import type { OrderStatus } from '../lifecycle/statuses';
import type { Place, TravelTimes } from '../matching/types';
import type { ServicePolicy } from '../policy/policy';
import { greatCircleMeters, type EmbeddedTravel } from '../travel/embedded';
import type { Estimate } from './estimate';
import { promiseOutlook, isWorthTelling, type PromiseOutlook } from './hysteresis';
import type { EtaModel, Stage } from './model';
import { predict } from './predict';
import type { DriverAtWork, Situation, StopAhead } from './situation';

/** A market's open orders and their drivers as they were read. Instants are ISO strings in real time. */
export interface MarketReading {
  marketId: string;
  readAt: string;
  timeZone: string;
  clock: MarketClock;
  travel: EmbeddedTravel;
  service: ServicePolicy;
  /** Null while nothing has been learned. */
  model: { version: number; body: unknown } | null;
  marketLoad: number;
  orders: OrderReading[];
  drivers: DriverReading[];
}

export interface OrderReading {
  id: string;
  status: OrderStatus;
  merchantId: string;
  driverId: string | null;
  pickup: Place;
  dropoff: Place;
  readyAt: string;
  promisedAt: string;
  kitchenLoad: number;
  told: { at: string; stage: Stage; low: string; median: string; high: string; holds: PromiseOutlook['holds'] } | null;
}

export interface DriverReading {
  id: string;
  vehicle: string;
  position: Place | null;
  left: { kind: 'pickup' | 'dropoff' | 'return'; at: string; lat: number; lng: number } | null;
  stops: {
    orderId: string;
    kind: 'pickup' | 'dropoff' | 'return';
    lat: number;
    lng: number;
    arrivedAt: string | null;
    merchantId: string;
    readyAt: string;
    kitchenLoad: number;
  }[];
}

/** An arrival time to tell, ISO in real time. */
export interface EtaToTell {
  orderId: string;
  stage: Stage;
  givenAt: string;
  low: string;
  median: string;
  high: string;
  rawLow: string;
  rawMedian: string;
  rawHigh: string;
  pickupAt: string | null;
  lateRisk: number;
  holds: PromiseOutlook['holds'];
  kitchenLoad: number;
}

/** Whoever is this near to the stop that he has completed has not driven off. */
const STILL_THERE_M = 80;

/** Forecasts every order of the reading; answers those of which people should hear. */
export function etasWorthTelling(
  reading: MarketReading,
  model: EtaModel,
  travel: TravelTimes,
  utcOffsetS: number,
): EtaToTell[] {
  return reading.orders.flatMap((order) => {
    const situation = situationOf(reading, order, travel, utcOffsetS);
    const { stage, pickup, dropoff, rawDropoff, lateRisk } = predict(model, situation);
    const instant = (at: number): string => new Date(toReal(reading.clock, at)).toISOString();
    const outlook = promiseOutlook(situation.order.promisedAt ?? Infinity, lateRisk ?? 0, order.told?.holds === 'no');
    const told = order.told && toldBefore(reading, order.told);
    const isNews = order.told?.stage !== stage || isWorthTelling(told, situation.now, dropoff, outlook);
    if (!isNews) return [];
    return [
      {
        orderId: order.id,
        stage,
        givenAt: reading.readAt,
        low: instant(dropoff.low),
        median: instant(dropoff.median),
        high: instant(dropoff.high),
        rawLow: instant(rawDropoff.low),
        rawMedian: instant(rawDropoff.median),
        rawHigh: instant(rawDropoff.high),
        pickupAt: pickup && instant(pickup.median),
        lateRisk: outlook.risk,
        holds: outlook.holds,
        kitchenLoad: order.kitchenLoad,
      },
    ];
  });
}

function toldBefore(
  { clock }: MarketReading,
  { at, low, median, high, holds }: NonNullable<OrderReading['told']>,
): { at: number; dropoff: Estimate; willBeLate: boolean } {
  const market = (iso: string): number => toMarket(clock, Date.parse(iso));
  const dropoff = { low: market(low), median: market(median), high: market(high) };
  return { at: market(at), dropoff, willBeLate: holds === 'no' };
}

function situationOf(reading: MarketReading, order: OrderReading, travel: TravelTimes, utcOffsetS: number): Situation {
  const at = (iso: string): number => toMarket(reading.clock, Date.parse(iso));
  const { merchantId, kitchenLoad, pickup, dropoff, readyAt, promisedAt } = order;
  const driver = reading.drivers.find(({ id }) => id === order.driverId);
  return {
    now: at(reading.readAt),
    utcOffsetS,
    travel,
    marketLoad: reading.marketLoad,
    order: { merchantId, kitchenLoad, pickup, dropoff, readyAt: at(readyAt), promisedAt: at(promisedAt) },
    driver: driver ? driverAtWork(driver, order.id, at) : null,
  };
}

/** Null when his route does not lead to the door (yet): then it is as if nobody had the order. */
function driverAtWork(driver: DriverReading, orderId: string, at: (iso: string) => number): DriverAtWork | null {
  const { vehicle, position, left, stops } = driver;
  const until = stops.findIndex((stop) => stop.orderId === orderId && stop.kind === 'dropoff');
  if (until < 0) return null;
  const place = position ?? left ?? stops[0]!;
  const isStillThere = left !== null && left.kind !== 'return' && greatCircleMeters(place, left) < STILL_THERE_M;
  return {
    place: { lat: place.lat, lng: place.lng },
    vehicle,
    left: isStillThere && left.kind !== 'return' ? { kind: left.kind, at: at(left.at) } : null,
    stops: stops.slice(0, until + 1).map((stop) => stopAhead(stop, orderId, at)),
  };
}

function stopAhead(
  { orderId, kind, lat, lng, arrivedAt, merchantId, readyAt, kitchenLoad }: DriverReading['stops'][number],
  asked: string,
  at: (iso: string) => number,
): StopAhead {
  const visit = { place: { lat, lng }, arrivedAt: arrivedAt === null ? null : at(arrivedAt), own: orderId === asked };
  // Goods that go back are handed over at a counter instead of a door: another hand-over on the way.
  return kind === 'pickup'
    ? { kind, ...visit, merchantId, readyAt: at(readyAt), kitchenLoad }
    : { kind: 'dropoff', ...visit };
}
