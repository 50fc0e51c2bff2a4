import { distributionOf, levelOf, POINTS, quantile, remaining, shrunk, shrunkMedian } from './distribution';
import { fixedChance } from './eta.test-support';
import { distributionOfCensored } from './left-censored';

const oneToHundred = Array.from({ length: 100 }, (_, i) => i + 1);

test('quantiles of many values are kept', () => {
  const distribution = distributionOf(oneToHundred);
  expect(distribution).toHaveLength(POINTS);
  expect(quantile(distribution, 0.5)).toBeCloseTo(50.5);
  expect(quantile(distribution, 0.9)).toBeCloseTo(90.5);
});

test('a level and its quantile are each other’s inverse', () => {
  const distribution = distributionOf(oneToHundred);
  for (const level of [0.1, 0.25, 0.5, 0.75, 0.9]) {
    expect(levelOf(distribution, quantile(distribution, level))).toBeCloseTo(level, 2);
  }
  expect(levelOf(distribution, -1)).toBe(0);
  expect(levelOf(distribution, 1000)).toBe(1);
});

test('what has lasted for a while lasts on, also longer than anything before', () => {
  const distribution = distributionOf(oneToHundred);
  expect(remaining(distribution, 0)(0.5)).toBeCloseTo(50.5);
  expect(remaining(distribution, 60)(0.5)).toBeCloseTo(20, 0);
  expect(remaining(distribution, 500)(0.5)).toBeGreaterThan(0);
});

test('what was seen counts by how often', () => {
  const belief = distributionOf([100]);
  expect(shrunk([], belief)).toBe(belief);
  expect(quantile(shrunk([200], belief, 9), 0.5)).toBeCloseTo(110);
  expect(shrunkMedian([30, 30, 30], 3)).toBe(15);
  expect(shrunkMedian([])).toBe(0);
});

test('values of which only an upper bound is known do not pull the distribution up', () => {
  const chance = fixedChance(3);
  const observations = Array.from({ length: 4000 }, () => {
    const value = chance() * 100;
    const bound = chance() * 100;
    return value < bound ? { value: bound, atMost: true } : { value, atMost: false };
  });
  const distribution = distributionOfCensored(observations);
  for (const level of [0.3, 0.5, 0.7, 0.9]) {
    expect(Math.abs(quantile(distribution, level) - 100 * level)).toBeLessThan(5);
  }
});

test('without a single seen value the lowest bound is all that is known', () => {
  const distribution = distributionOfCensored([
    { value: 5, atMost: true },
    { value: 3, atMost: true },
  ]);
  expect(new Set(distribution)).toEqual(new Set([3]));
});
