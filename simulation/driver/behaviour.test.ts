import { Chance } from '../time/random';
import { type Answer, answerTo, type OfferFacts, reluctance, secondsUntilDropped, temperamentOf } from './behaviour';

const OFFER: OfferFacts = {
  orders: ['o1'],
  pickupDistanceM: 900,
  durationS: 1200,
  payMinor: 900,
  waitS: 0,
  workedS: 600,
};

function answers(seed: number, change: Partial<OfferFacts> = {}): Answer[] {
  const chance = new Chance(seed);
  return Array.from({ length: 500 }, (_, number) => {
    const driver = `d${number % 25}`;
    return answerTo(chance, driver, temperamentOf(chance, driver), { ...OFFER, orders: [`o${number}`], ...change });
  });
}

const shareOf = (kind: Answer['kind'], given: Answer[]): number =>
  given.filter((answer) => answer.kind === kind).length / given.length;

describe('answerTo', () => {
  it('answers the same to the same question under the same seed, whatever was asked before', () => {
    expect(answers(7)).toEqual(answers(7));
    const chance = new Chance(7);
    const temperament = temperamentOf(chance, 'd3');
    const alone = answerTo(chance, 'd3', temperament, OFFER);
    chance.of('something', 'else').next();
    expect(answerTo(chance, 'd3', temperament, OFFER)).toEqual(alone);
  });

  it('answers differently under another seed', () => {
    expect(answers(7)).not.toEqual(answers(8));
  });

  it('takes 3 to 30 market seconds', () => {
    for (const answer of answers(1)) {
      if (answer.kind === 'silence') continue;
      expect(answer.afterS).toBeGreaterThanOrEqual(3);
      expect(answer.afterS).toBeLessThan(30);
    }
  });

  it('accepts most of what is near and fairly paid, and now and then stays silent', () => {
    expect(shareOf('accept', answers(1))).toBeGreaterThan(0.8);
    expect(shareOf('silence', answers(1))).toBeGreaterThan(0);
  });

  it.each([
    ['far', { pickupDistanceM: 6000 }],
    ['poorly paid', { payMinor: 150 }],
    ['offered late in a long shift', { workedS: 8 * 3600 }],
    ['kept waiting at the counter', { waitS: 25 * 60 }],
  ])('declines more when %s', (_, change) => {
    expect(shareOf('decline', answers(1, change))).toBeGreaterThan(shareOf('decline', answers(1)) + 0.03);
  });
});

describe('reluctance', () => {
  it('rises with distance, falls with pay and stays a probability', () => {
    const temperament = temperamentOf(new Chance(1), 'd1');
    const far = [0, 1000, 3000, 6000, 50_000].map(
      (pickupDistanceM) => reluctance(temperament, { ...OFFER, pickupDistanceM }).far,
    );
    const poor = [2000, 800, 400, 100, 0].map((payMinor) => reluctance(temperament, { ...OFFER, payMinor }).poor);
    for (const rising of [far, poor]) {
      expect(rising).toEqual([...rising].sort((a, b) => a - b));
      expect(Math.max(...rising)).toBeLessThanOrEqual(0.6);
    }
  });
});

describe('secondsUntilDropped', () => {
  it('drops few orders, and the same ones each time', () => {
    const chance = new Chance(3);
    const temperament = temperamentOf(chance, 'd1');
    const drops = (): (number | null)[] =>
      Array.from({ length: 400 }, (_, number) => secondsUntilDropped(chance, 'd1', temperament, `o${number}`));
    const dropped = drops().filter((seconds) => seconds !== null);
    expect(dropped.length).toBeLessThan(40);
    expect(drops()).toEqual(drops());
  });
});
