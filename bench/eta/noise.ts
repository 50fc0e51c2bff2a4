import type { Chance, Random } from '../../simulation/time/random';

/**
 * What makes a replayed day uncertain. Nobody tells the model any of it: it sees finished legs and nothing else. Why
 * each number is what it is stands in docs/eta.md.
 */
export interface Noise {
  kitchen: {
    /** Each restaurant has a habit: always a little early, always a little late. */
    habitSdS: number;
    ordinarySdS: number;
    /** Now and then an order is forgotten, burnt or complicated: a share with a heavy tail. */
    tailShare: number;
    tailMedianS: number;
    tailSigma: number;
    /** Orders that a kitchen takes in its stride, and what each further one costs the next. */
    easyLoad: number;
    perOrderS: number;
  };
  traffic: {
    /** Slower than free flow by this share, by hour of the day. */
    slowerByHour: number[];
    /** A whole day is better or worse than usual; each drive again. */
    daySd: number;
    driveSd: number;
  };
  stay: {
    counterCv: number;
    doorCv: number;
    leavingCv: number;
    /** Doors where nobody answers, bells that do not work. */
    doorTailShare: number;
    doorTailMedianS: number;
    doorTailSigma: number;
  };
  answer: { earliestS: number; latestS: number; declined: number; silent: number };
}

export const NOISE: Noise = {
  kitchen: {
    habitSdS: 45,
    ordinarySdS: 75,
    tailShare: 0.1,
    tailMedianS: 240,
    tailSigma: 0.8,
    easyLoad: 3,
    perOrderS: 20,
  },
  traffic: {
    slowerByHour: [
      0, 0, 0, 0, 0, 0, 0.02, 0.1, 0.2, 0.15, 0.08, 0.08, 0.12, 0.12, 0.1, 0.12, 0.18, 0.28, 0.3, 0.2, 0.1, 0.05, 0.02,
      0,
    ],
    daySd: 0.04,
    driveSd: 0.12,
  },
  stay: {
    counterCv: 0.4,
    doorCv: 0.4,
    leavingCv: 0.3,
    doorTailShare: 0.05,
    doorTailMedianS: 150,
    doorTailSigma: 0.6,
  },
  answer: { earliestS: 3, latestS: 30, declined: 0.08, silent: 0.04 },
};

/** The noise of one day: how much longer things take than the files say. */
export interface DayNoise {
  latenessS(order: string, merchant: string, load: number): number;
  driveFactor(drive: string, hour: number): number;
  counterS(stop: string, meanS: number): number;
  leavingS(stop: string, meanS: number): number;
  doorS(stop: string, meanS: number): number;
  answerTo(driver: string, orders: string[]): Answer;
}

export type Answer = { kind: 'yes' | 'no' | 'silence'; afterS: number };

/** The same seed and day have the same noise, whatever is decided on it. */
export function noiseOf(noise: Noise, chance: Chance, day: string): DayNoise {
  const { kitchen, traffic, stay, answer } = noise;
  const dayFactor = logNormal(chance.of(day, 'traffic'), 1, traffic.daySd);
  return {
    latenessS(order, merchant, load) {
      const random = chance.of(day, 'kitchen', order);
      const habit = normal(chance.of(day, 'habit', merchant)) * kitchen.habitSdS;
      const queue = Math.max(0, load - kitchen.easyLoad) * kitchen.perOrderS;
      const ordinary = normal(random) * kitchen.ordinarySdS;
      const tail = random.happens(kitchen.tailShare) ? logNormal(random, kitchen.tailMedianS, kitchen.tailSigma) : 0;
      return habit + queue + ordinary + tail;
    },
    driveFactor(drive, hour) {
      const slower = 1 + traffic.slowerByHour[hour]!;
      return slower * dayFactor * logNormal(chance.of(day, 'drive', drive), 1, traffic.driveSd);
    },
    counterS: (stop, meanS) => spread(chance.of(day, 'counter', stop), meanS, stay.counterCv),
    leavingS: (stop, meanS) => spread(chance.of(day, 'leaving', stop), meanS, stay.leavingCv),
    doorS(stop, meanS) {
      const random = chance.of(day, 'door', stop);
      const usual = spread(random, meanS, stay.doorCv);
      return (
        usual + (random.happens(stay.doorTailShare) ? logNormal(random, stay.doorTailMedianS, stay.doorTailSigma) : 0)
      );
    },
    answerTo(driver, orders) {
      const random = chance.of(day, 'answer', driver, ...orders);
      if (random.happens(answer.silent)) return { kind: 'silence', afterS: Infinity };
      // Most people answer soon: the square of an even draw leans to the early side.
      const afterS = answer.earliestS + random.next() ** 2 * (answer.latestS - answer.earliestS);
      return { kind: random.happens(answer.declined) ? 'no' : 'yes', afterS };
    },
  };
}

/** Box & Muller, Annals of Mathematical Statistics 29, 1958. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

const logNormal = (random: Random, median: number, sigma: number): number => median * Math.exp(sigma * normal(random));

/** Log-normal with this mean and coefficient of variation: never negative, longer above than below. */
function spread(random: Random, mean: number, cv: number): number {
  const variance = Math.log(1 + cv * cv);
  return logNormal(random, mean / Math.exp(variance / 2), Math.sqrt(variance));
}
