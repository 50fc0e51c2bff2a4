import { applyEvents, LEAVING_MS, type Board, type BoardEvent, type Driver, type Order } from './board';
import { aBoard, aDriver, anOrder, NOW } from './board.test-support';

const told = (order: Partial<Order>): BoardEvent => ({ kind: 'order', order: anOrder(order) });
const moved = (driver: Partial<Driver>): BoardEvent => ({ kind: 'driver', driver: aDriver(driver) });
const statusIn = (board: Board): string | undefined => board.orders.get('order-1')?.status;

test('a newer version replaces an older one', () => {
  const board = applyEvents(aBoard({ orders: [anOrder()] }), [told({ version: 2, status: 'offered' })], NOW);
  expect(statusIn(board)).toBe('offered');
});

test('what comes late or twice changes nothing, not even the board’s identity', () => {
  const before = aBoard({ orders: [anOrder({ version: 3, status: 'assigned' })] });
  const after = applyEvents(before, [told({ version: 2, status: 'offered' }), told({ version: 3 })], NOW);
  expect(after).toBe(before);
});

test('parts that no event touched keep their identity', () => {
  const before = aBoard({ orders: [anOrder()], drivers: [aDriver()] });
  const after = applyEvents(before, [told({ version: 2 })], NOW);
  expect(after.drivers).toBe(before.drivers);
  expect(before.orders.get('order-1')?.version).toBe(1);
});

test('an order that has ended shows its end for a moment, then leaves', () => {
  const ended = applyEvents(aBoard({ orders: [anOrder()] }), [told({ version: 2, status: 'delivered' })], NOW);
  expect(statusIn(applyEvents(ended, [], NOW + LEAVING_MS - 1))).toBe('delivered');
  expect(applyEvents(ended, [], NOW + LEAVING_MS).orders.size).toBe(0);
});

test('an end of an order that was never on the board does not bring it there', () => {
  const before = aBoard();
  expect(applyEvents(before, [told({ status: 'cancelled' })], NOW)).toBe(before);
});

test('a driver’s position never goes back in time', () => {
  const before = aBoard({ drivers: [aDriver()] });
  const older = { lat: 0, lng: 0, heading: null, at: NOW - 1 };
  const after = applyEvents(before, [moved({ version: 2, load: 1, position: older })], NOW);
  expect(after.drivers.get('driver-1')).toMatchObject({ load: 1, position: { at: NOW } });
});

test('a driver who goes off duty with nothing to do leaves, one with stops stays', () => {
  const before = aBoard({ drivers: [aDriver()] });
  const gone = applyEvents(before, [moved({ version: 2, availability: 'offline' })], NOW);
  const working = applyEvents(before, [moved({ version: 2, availability: 'offline', hasStops: true })], NOW);
  expect([gone.drivers.size, working.drivers.size]).toEqual([0, 1]);
});
