import { calibrated, fitCalibration, type Outcome } from './calibration';
import { fixedChance, newMarket } from './eta.test-support';

const raw = { low: 1100, median: 1200, high: 1300 };
const neutral = newMarket().calibration;

/** Forecasts that say 1100 to 1300 while the truth is anywhere from 1150 to 1550. */
const outcomes = (count: number, seed = 1): Outcome[] => {
  const chance = fixedChance(seed);
  return Array.from({ length: count }, () => ({ stage: 'assigned', givenAt: 0, raw, actual: 1150 + 400 * chance() }));
};

test('without outcomes nothing changes', () => {
  expect(calibrated(fitCalibration([]), 'assigned', 0, raw)).toEqual(raw);
  expect(calibrated(neutral, 'carried', 0, raw)).toEqual(raw);
});

test('the interval comes to contain four of five truths, and the median to halve them', () => {
  const calibration = fitCalibration(outcomes(4000));
  const told = calibrated(calibration, 'assigned', 0, raw);
  const unseen = outcomes(4000, 2).map(({ actual }) => actual);
  const share = (holds: (actual: number) => boolean): number => unseen.filter(holds).length / unseen.length;
  expect(share((actual) => actual >= told.low && actual <= told.high)).toBeCloseTo(0.8, 1);
  expect(share((actual) => actual <= told.median)).toBeCloseTo(0.5, 1);
});

test('few outcomes move it a little', () => {
  const { high } = calibrated(fitCalibration(outcomes(5)), 'assigned', 0, raw);
  expect(high).toBeLessThan(1350);
});

test('stages do not learn from each other', () => {
  expect(calibrated(fitCalibration(outcomes(500)), 'carried', 0, raw)).toEqual(raw);
});

test('nothing is told to happen before it is told', () => {
  expect(calibrated(neutral, 'carried', 1250, raw).low).toBe(1250);
});
