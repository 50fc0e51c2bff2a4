import { marketSeconds, toMarket, type MarketClock } from '../clock';
import type { Place, TravelTimes } from '../matching/types';
import { fitCalibration, type Outcome } from './calibration';
import type { FinishedDrive, FinishedLegs, FinishedOrder } from './legs';
import type { Stage } from './model';

/** Finished legs as they were read: instants are ISO strings in real time. */
export interface LegsReading {
  orders: (Omit<FinishedOrder, 'freeS' | OrderInstant> & Record<OrderInstant, string>)[];
  drives: (Omit<FinishedDrive, 'freeS' | 'leftAt' | 'arrivedAt'> & {
    from: Place;
    leftAt: string;
    arrivedAt: string;
  })[];
  answersMs: number[];
}

type OrderInstant = (typeof ORDER_INSTANTS)[number];
const ORDER_INSTANTS = [
  'placedAt',
  'readyAt',
  'assignedAt',
  'arrivedAtPickupAt',
  'pickedUpAt',
  'arrivedAtDropoffAt',
  'deliveredAt',
] as const;

/** An arrival time that was told, and when the order came; ISO in real time. */
export interface ScoredReading {
  stage: Stage;
  givenAt: string;
  low: string;
  median: string;
  high: string;
  rawLow: string;
  rawMedian: string;
  rawHigh: string;
  actual: string;
}

/** In market seconds, with what the travel model says of each drive. */
export function legsOf(
  reading: LegsReading,
  travel: TravelTimes,
  clock: MarketClock,
  utcOffsetS: number,
): FinishedLegs {
  const at = (iso: string): number => toMarket(clock, Date.parse(iso));
  return {
    utcOffsetS,
    answersS: reading.answersMs.map((ms) => marketSeconds(clock, ms)),
    drives: reading.drives.map(({ from, leftAt, arrivedAt, ...drive }) => ({
      ...drive,
      freeS: travel.seconds(from, drive.to, drive.vehicle),
      leftAt: at(leftAt),
      arrivedAt: at(arrivedAt),
    })),
    orders: reading.orders.map((order) => ({
      ...order,
      ...(Object.fromEntries(ORDER_INSTANTS.map((name) => [name, at(order[name])])) as Record<OrderInstant, number>),
      freeS: travel.seconds(order.pickup, order.dropoff, order.vehicle),
    })),
  };
}

/** What the forecasts of the past say about how to read the next ones. */
export function calibrationOf(
  reading: readonly ScoredReading[],
  clock: MarketClock,
): ReturnType<typeof fitCalibration> {
  const at = (iso: string): number => toMarket(clock, Date.parse(iso));
  const outcomes = reading.map(({ stage, givenAt, rawLow, rawMedian, rawHigh, actual }): Outcome => ({
    stage,
    givenAt: at(givenAt),
    raw: { low: at(rawLow), median: at(rawMedian), high: at(rawHigh) },
    actual: at(actual),
  }));
  return fitCalibration(outcomes);
}
