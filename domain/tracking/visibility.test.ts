import { ORDER_STATUSES } from '../lifecycle/statuses';
import { isDriverNamed, isDriverShown, isPlaceShown } from './visibility';

const HERE = { lat: 38.72, lng: -9.14 };
const north = (meters: number) => ({ lat: HERE.lat + meters / 111_195, lng: HERE.lng });

test('a driver is on the map from the pickup to the hand-over and never else', () => {
  expect(ORDER_STATUSES.filter(isDriverShown)).toEqual(['picked_up', 'arrived_at_dropoff']);
});

test('nobody is named before somebody has the order', () => {
  expect(['scheduled', 'unassigned', 'offered', 'cancelled'].some((status) => isDriverNamed(status as never))).toBe(
    false,
  );
});

test('the dot disappears near the stops of others', () => {
  expect(isPlaceShown('picked_up', HERE, [])).toBe(true);
  expect(isPlaceShown('picked_up', HERE, [north(301)])).toBe(true);
  expect(isPlaceShown('picked_up', HERE, [north(900), north(299)])).toBe(false);
  expect(isPlaceShown('assigned', HERE, [])).toBe(false);
});
