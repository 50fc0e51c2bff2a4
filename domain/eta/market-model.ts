import { toMarket } from '../clock';
import type { TravelTimes } from '../matching/types';
import { coldStart } from './cold-start';
import { fitModel } from './fit';
import { calibrationOf, legsOf, type LegsReading, type ScoredReading } from './history';
import type { MarketReading } from './market-reading';
import { isUsableModel, type EtaModel } from './model';
import { utcOffsetS } from './time-zone';

/** Beliefs of a market that nobody has delivered in: a driver is found in a quarter of a minute, eight minutes away. */
const ANSWER_S = 15;
const APPROACH_S = 480;

export const offsetOf = ({ timeZone, clock, readAt }: MarketReading): number =>
  utcOffsetS(timeZone, toMarket(clock, Date.parse(readAt)));

const newMarketModel = ({ service }: MarketReading): EtaModel =>
  coldStart({ service, answerS: ANSWER_S, approachS: APPROACH_S });

/** The market's latest model; the cold start (version 0) when there is none that this release can use. */
export function modelOf(reading: MarketReading): { version: number; body: EtaModel } {
  const { model } = reading;
  if (model && isUsableModel(model.body)) return { version: model.version, body: model.body };
  return { version: 0, body: newMarketModel(reading) };
}

/** Learns from what has finished. From the cold start each time: old legs leave a market's model with their window. */
export function learnedModel(
  reading: MarketReading,
  history: { legs: LegsReading; scored: ScoredReading[] },
  travel: TravelTimes,
): EtaModel {
  const legs = legsOf(history.legs, travel, reading.clock, offsetOf(reading));
  const body = fitModel(legs, newMarketModel(reading));
  return { ...body, calibration: calibrationOf(history.scored, reading.clock) };
}
