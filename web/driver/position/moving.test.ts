import { type Fix, isMovingAt, speedOf } from './moving';

const fix = (lat: number, atS: number, speedMps: number | null = null): Fix => ({
  location: { lat, lng: -9.1 },
  recordedAt: atS * 1_000,
  accuracyM: 10,
  heading: null,
  speedMps,
});

test('a phone that tells its speed is believed', () => {
  expect(speedOf(fix(38.7, 10, 4), fix(38.8, 0))).toBe(4);
});

test('otherwise speed is what lies between two fixes', () => {
  expect(speedOf(fix(38.701, 10), fix(38.7, 0))).toBeCloseTo(11.1, 1);
  expect(speedOf(fix(38.7, 10), null)).toBe(0);
});

test('the receiver’s noise is no speed', () => {
  expect(speedOf(fix(38.7001, 1), fix(38.7, 0))).toBe(0);
});

test('moving begins above 8 km/h and ends below 5', () => {
  expect([2.1, 2.3].map((speed) => isMovingAt(speed, false))).toEqual([false, true]);
  expect([1.3, 1.5].map((speed) => isMovingAt(speed, true))).toEqual([false, true]);
});
