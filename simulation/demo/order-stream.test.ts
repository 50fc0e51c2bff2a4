import { distanceM } from '../city/geometry';
import { LISBON } from './lisbon';
import { orderOfSlot } from './order-stream';

const SLOTS = Array.from({ length: 500 }, (_, index) => 60_000_000 + index);

describe('orderOfSlot', () => {
  it('gives a slot the same order every time, so that a restart places none twice', () => {
    for (const slot of SLOTS.slice(0, 20)) expect(orderOfSlot(1, slot, 4)).toEqual(orderOfSlot(1, slot, 4));
  });

  it('leaves 20 to 40 seconds between two orders', () => {
    const times = SLOTS.map((slot) => orderOfSlot(1, slot, 4).placeAtMs);
    const gaps = times.slice(1).map((time, index) => time - times[index]!);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(20_000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(40_000);
  });

  it('keeps a restaurant in its place and everything in the city', () => {
    const places = new Map<string, unknown>();
    for (const slot of SLOTS) {
      const { pickup, dropoff } = orderOfSlot(1, slot, 4).body;
      const known = places.get(pickup.name) ?? pickup.location;
      expect(pickup.location).toEqual(known);
      places.set(pickup.name, known);
      for (const { location } of [pickup, dropoff]) expect(distanceM(location, LISBON)).toBeLessThan(4_000);
    }
    expect(places.size).toBe(25);
  });
});
