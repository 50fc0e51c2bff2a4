import { distanceM, headingDegrees, onGlobe, pointBetween } from './geometry';

const LISBON = { lat: 38.72, lng: -9.14 };

describe('onGlobe', () => {
  it.each([
    [0, 0, 3000, 4000],
    [-12_000, 9_000, 12_000, -9_000],
    [15_000, 15_000, 15_100, 15_100],
    [-15_000, 14_000, -14_000, 15_000],
  ])('keeps the distance of (%d, %d) and (%d, %d) within 0.1 percent', (x1, y1, x2, y2) => {
    const plane = Math.hypot(x2 - x1, y2 - y1);
    const globe = distanceM(onGlobe(LISBON, x1, y1), onGlobe(LISBON, x2, y2));
    expect(Math.abs(globe / plane - 1)).toBeLessThan(0.001);
  });

  it('puts the origin where it is', () => {
    const { lat, lng } = onGlobe(LISBON, 0, 0);
    expect(lat).toBeCloseTo(LISBON.lat, 9);
    expect(lng).toBeCloseTo(LISBON.lng, 9);
  });
});

describe('pointBetween', () => {
  it('divides the distance in the share asked for', () => {
    const there = onGlobe(LISBON, 5000, 2000);
    const part = distanceM(LISBON, pointBetween(LISBON, there, 0.25));
    expect(part / distanceM(LISBON, there)).toBeCloseTo(0.25, 3);
  });
});

describe('headingDegrees', () => {
  it.each([
    [0, 1000, 0],
    [1000, 0, 90],
    [0, -1000, 180],
    [-1000, 0, 270],
  ])('points to (%d east, %d north) as %d degrees', (east, north, expected) => {
    const apart = Math.abs(headingDegrees(LISBON, onGlobe(LISBON, east, north)) - expected) % 360;
    expect(Math.min(apart, 360 - apart)).toBeLessThan(0.5);
  });
});
