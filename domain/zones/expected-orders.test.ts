import { learnDay, type PastOrder } from '../matching/anticipation/demand-profile';
import { expectedOrders, type DemandReading } from './expected-orders';

const NOON = 12 * 3_600;
/** Twenty orders between noon and one in the north, four in the south; evenly, so that each quarter has a fourth. */
const day: PastOrder[] = [
  ...Array.from({ length: 20 }, (_, n) => ({ areaId: 'n', place: { lat: 39, lng: 0 }, second: NOON + n * 180 })),
  ...Array.from({ length: 4 }, (_, n) => ({ areaId: 's', place: { lat: 38, lng: 0 }, second: NOON + n * 900 })),
];
const reading = (at: string, expected: Record<string, number>): DemandReading => ({
  readAt: `2026-11-25T${at}:00Z`,
  clock: { rate: 1, offsetMs: 0 },
  timeZone: 'UTC',
  usualDay: learnDay(null, day),
  expected,
});
const zoneIdOf = ({ lat }: { lat: number }): string => (lat > 38.5 ? 'north' : 'south');

it('expects of a market that has lived through a day what that day had at this time, zone by zone', () => {
  const { north, south } = expectedOrders(reading('12:30', { north: 5, south: 1 }), zoneIdOf);
  expect(north! / south!).toBeCloseTo(5);
  expect(north).toBeGreaterThan(4);
  expect(expectedOrders(reading('03:00', {}), zoneIdOf)).toEqual({});
});

it('is as busy as the last hour was, within bounds', () => {
  const usual = expectedOrders(reading('12:45', { north: 4.5 }), zoneIdOf).north!;
  const busy = expectedOrders(reading('12:45', { north: 500 }), zoneIdOf).north!;
  const quiet = expectedOrders(reading('12:45', {}), zoneIdOf).north!;
  expect(busy / quiet).toBeCloseTo(4);
  expect(usual).toBeGreaterThan(quiet);
  expect(usual).toBeLessThan(busy);
});

it('without a usual day what has been lately goes on', () => {
  const lately = { north: 2.5 };
  expect(expectedOrders({ ...reading('12:00', lately), usualDay: null }, zoneIdOf)).toBe(lately);
});
