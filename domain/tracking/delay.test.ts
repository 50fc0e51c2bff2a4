import { delayReason, type OrderTimes } from './delay';

const MIN = 60_000;
const told = (times: Partial<OrderTimes>, { delay = 9, now = 60 } = {}) =>
  delayReason(
    { readyAt: 0, firstAssignedAt: null, arrivedAtPickupAt: null, pickedUpAt: null, ...times },
    delay * MIN,
    now * MIN,
  );

test('an order whose goods are ready and that nobody has taken waits for a driver', () => {
  expect(told({}, { now: 9 })).toBe('finding_driver');
});

test('a driver who stands at the counter long after the announced time waits for the kitchen', () => {
  expect(told({ firstAssignedAt: -10 * MIN, arrivedAtPickupAt: MIN }, { now: 12 })).toBe('kitchen');
  expect(told({ firstAssignedAt: -10 * MIN, arrivedAtPickupAt: MIN, pickedUpAt: 12 * MIN })).toBe('kitchen');
});

test('a driver who came late is named, but not for having been found late', () => {
  expect(told({ firstAssignedAt: MIN, arrivedAtPickupAt: 12 * MIN, pickedUpAt: 13 * MIN })).toBe('driver');
  expect(told({ firstAssignedAt: 9 * MIN, arrivedAtPickupAt: 12 * MIN, pickedUpAt: 13 * MIN })).toBe('finding_driver');
});

test('what nothing before the pickup explains was lost on the road', () => {
  expect(told({ firstAssignedAt: -10 * MIN, arrivedAtPickupAt: 0, pickedUpAt: MIN })).toBe('road');
});

test('without a cause that stands out none is told', () => {
  expect(told({ firstAssignedAt: -MIN }, { now: 1, delay: 1 })).toBeNull();
});
