import { aBoard, aDriver, anOrder, NOW } from '../live/board.test-support';
import { diffFeatures, driverFeatures, orderFeatures, selectionFeatures } from './features';

test('an order stands at its pickup until it is carried, and not at all once it has ended', () => {
  const at = (status: string): unknown => orderFeatures([anOrder({ status })])[0]?.geometry.coordinates;
  expect([at('offered'), at('picked_up'), at('delivered')]).toEqual([[-9.14, 38.71], [-9.13, 38.72], undefined]);
});

test('a driver not heard of for a minute is drawn as silent, with the age', () => {
  const look = (afterMs: number): unknown => driverFeatures([aDriver()], NOW + afterMs)[0]?.properties;
  expect(look(5000)).toMatchObject({ icon: 'driver-done', opacity: 1, label: '' });
  expect(look(30_000)).toMatchObject({ icon: 'driver-done', opacity: 0.6 });
  expect(look(4 * 60_000)).toMatchObject({ icon: 'driver-done-silent', label: '4 min' });
});

test('a chosen order shows its ends, its driver and one line through what is ahead', () => {
  const board = aBoard({
    orders: [anOrder({ status: 'assigned', driver: { id: 'driver-1', name: 'Marta S.' } })],
    drivers: [aDriver({ hasStops: true })],
  });
  const features = selectionFeatures(board, 'order-1');
  expect(features.map(({ id, properties }) => id ?? properties?.['kind'])).toEqual([
    'way',
    'pickup',
    'dropoff',
    'driver',
  ]);
});

test('only what differs goes to the map', () => {
  const before = orderFeatures([anOrder(), anOrder({ id: 'order-2' }), anOrder({ id: 'order-3' })]);
  const after = orderFeatures([anOrder(), anOrder({ id: 'order-2', status: 'offered' })]);
  expect(diffFeatures(before, after)).toMatchObject({ add: [{ id: 'order-2' }], remove: ['order-3'] });
  expect(diffFeatures(before, before)).toBeNull();
});
