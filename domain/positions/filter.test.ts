import { filterPoints, skewOf, type ReportedPoint } from './filter';

const NOW = Date.UTC(2026, 5, 1, 12);
const METRE = 1 / 111_195;

/** A point so many seconds ago, so many metres north of the square. */
const point = (secondsAgo: number, metresNorth: number, accuracyM: number | null = 8): ReportedPoint => ({
  lat: 38.7 + metresNorth * METRE,
  lng: -9.14,
  recordedAt: NOW - secondsAgo * 1000,
  accuracyM,
});
const reasons = (before: ReportedPoint | null, points: ReportedPoint[]) =>
  filterPoints(before, points, NOW).dropped.map(({ reason }) => reason);

test('points come out in the order of their recording, each once', () => {
  const { kept, dropped } = filterPoints(null, [point(10, 20), point(30, 0), point(20, 10), point(30, 0)], NOW);
  expect(kept.map(({ recordedAt }) => (NOW - recordedAt) / 1000)).toEqual([30, 20, 10]);
  expect(dropped).toMatchObject([{ reason: 'duplicate' }]);
});

test('what is from the future, a day old or nowhere near exact says nothing', () => {
  expect(reasons(null, [point(-60, 0)])).toEqual(['future']);
  expect(reasons(null, [point(90_000, 0)])).toEqual(['old']);
  expect(reasons(null, [point(5, 0, 2000)])).toEqual(['inaccurate']);
});

test('a jump that nobody can have made is dropped, the points after it are judged by the last good one', () => {
  const { kept, dropped } = filterPoints(point(40, 0), [point(30, 50), point(20, 20_000), point(10, 120)], NOW);
  expect(kept).toHaveLength(2);
  expect(dropped).toMatchObject([{ reason: 'jump', point: { recordedAt: NOW - 20_000 } }]);
});

test('a jump that the next point agrees with was no jump', () => {
  const { kept } = filterPoints(point(40, 0), [point(30, 20_000), point(20, 20_050), point(10, 20_100)], NOW);
  expect(kept.map(({ recordedAt }) => (NOW - recordedAt) / 1000)).toEqual([20, 10]);
});

test('a phone that is off by a minute is set right, one that is off by a second is left alone', () => {
  expect(skewOf(NOW + 60_000, NOW)).toBe(60_000);
  expect(skewOf(NOW - 1000, NOW)).toBe(0);
  expect(skewOf(null, NOW)).toBe(0);
});
