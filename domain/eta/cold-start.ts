import type { ServicePolicy } from '../policy/policy';
import { distributionFrom, type Distribution } from './distribution';
import { BANDS, UNCALIBRATED, type EtaModel } from './model';

/** What a new market has to say about itself before anybody has driven there. */
export interface Beliefs {
  service: ServicePolicy;
  /** From asking a driver to his yes. */
  answerS: number;
  /** From his yes to the pickup. */
  approachS: number;
}

/** Logistic quantiles: a bell with heavier tails than the normal one, in closed form. */
const around = (middle: number, spread: number, lowest = -Infinity): Distribution =>
  distributionFrom((level) => Math.max(lowest, middle + spread * Math.log(level / (1 - level))));

const repeated = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

/** The model of a market without history: what its policy assumes, with honest spreads around it. */
export function coldStart({ service, answerS, approachS }: Beliefs): EtaModel {
  const half = (seconds: number): Distribution => around(seconds, seconds / 5, seconds / 4);
  return {
    drive: {
      pace: 1,
      leaving: { pickup: service.pickupAfterS, dropoff: service.dropoffAfterS },
      hour: {},
      area: {},
      vehicle: {},
      ratio: repeated(BANDS.drive, around(1, 0.08, 0.4)),
    },
    kitchen: { lateness: repeated(BANDS.kitchenLoad, around(60, 80)), hour: {}, merchant: {} },
    counter: half(service.pickupBeforeS),
    door: { base: half(service.dropoffBeforeS), areaShift: {} },
    reach: {
      afterReady: repeated(BANDS.untilReady, repeated(BANDS.marketLoad, around(0, 60))),
      approach: half(approachS),
      answer: half(answerS),
    },
    carry: repeated(BANDS.marketLoad, around(30, 60, 0)),
    calibration: UNCALIBRATED,
  };
}
