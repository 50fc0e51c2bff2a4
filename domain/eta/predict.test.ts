import { DOOR, dropoffAhead, KITCHEN, newMarket, NOON, pickupAhead, situation } from './eta.test-support';
import { predict } from './predict';
import type { DriverAtWork, StopAhead } from './situation';

const model = newMarket();
const at = (stops: StopAhead[], changes: Partial<DriverAtWork> = {}): DriverAtWork => ({
  place: KITCHEN,
  vehicle: 'bicycle',
  left: null,
  stops,
  ...changes,
});
const carried = (changes: Partial<DriverAtWork> = {}) => situation({ driver: at([dropoffAhead()], changes) });

test('the same question gets the same answer', () => {
  expect(predict(model, situation())).toEqual(predict(model, situation()));
});

test('an interval holds its median, and lies ahead', () => {
  for (const asked of [situation(), carried(), situation({ driver: at([pickupAhead(), dropoffAhead()]) })]) {
    const { dropoff } = predict(model, asked);
    expect(dropoff.low).toBeGreaterThanOrEqual(NOON);
    expect(dropoff.low).toBeLessThan(dropoff.median);
    expect(dropoff.median).toBeLessThan(dropoff.high);
  }
});

test('a new market answers with what its policy assumes: kitchen, leaving, drive, hand-over', () => {
  const { dropoff, stage } = predict(model, situation({ driver: at([pickupAhead(), dropoffAhead()]) }));
  const driveS = 2224 / 5;
  const assumed = NOON + 900 + 120 + driveS + 120;
  expect(stage).toBe('assigned');
  expect(Math.abs(dropoff.median - assumed)).toBeLessThan(150);
});

test('the more is known, the narrower the interval', () => {
  const width = (asked: ReturnType<typeof situation>): number => {
    const { low, high } = predict(model, asked).dropoff;
    return high - low;
  };
  expect(width(carried())).toBeLessThan(width(situation({ driver: at([pickupAhead(), dropoffAhead()]) })));
});

test('each stop before this one delays it', () => {
  const other = dropoffAhead({ own: false, place: { lat: 38.73, lng: -9.15 } });
  const alone = predict(model, carried()).dropoff.median;
  const after = predict(model, situation({ driver: at([other, dropoffAhead()]) })).dropoff.median;
  expect(after).toBeGreaterThan(alone + 120);
});

test('orders that are collected at one counter are parked for once', () => {
  const two = [pickupAhead({ own: false }), pickupAhead(), dropoffAhead()];
  const together = predict(model, situation({ driver: at(two) })).dropoff.median;
  const alone = predict(model, situation({ driver: at(two.slice(1)) })).dropoff.median;
  expect(together - alone).toBeLessThan(90);
});

test('a driver who waits at the counter makes the goods later, second by second', () => {
  const waiting = pickupAhead({ arrivedAt: NOON - 900, readyAt: NOON - 600 });
  const asked = situation({ driver: at([waiting, dropoffAhead()]) });
  asked.order.readyAt = NOON - 600;
  expect(predict(model, asked).pickup!.low).toBeGreaterThan(NOON);
});

test('a driver at the door is nearly done', () => {
  const asked = situation({ driver: at([dropoffAhead({ arrivedAt: NOON - 60 })], { place: DOOR }) });
  expect(predict(model, asked).dropoff.high - NOON).toBeLessThan(240);
});

test('what is carried has no pickup ahead', () => {
  expect(predict(model, carried()).pickup).toBeNull();
  expect(predict(model, situation()).pickup).not.toBeNull();
});

test('lateness risk falls as the promise gets later, from certain to none', () => {
  const risk = (promisedAt: number): number => {
    const asked = carried();
    asked.order.promisedAt = promisedAt;
    return predict(model, asked).lateRisk!;
  };
  const { low, median, high } = predict(model, carried()).dropoff;
  expect(risk(NOON)).toBe(1);
  expect(risk(low)).toBeCloseTo(0.9, 1);
  expect(risk(median)).toBeCloseTo(0.5, 1);
  expect(risk(high)).toBeCloseTo(0.1, 1);
  expect(risk(NOON + 7200)).toBe(0);
});
