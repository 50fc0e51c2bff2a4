import { utcOffsetS } from './time-zone';

const at = (iso: string): number => Date.parse(iso) / 1000;

test('summer and winter, east and west, half hours', () => {
  expect(utcOffsetS('UTC', at('2026-07-01T12:00:00Z'))).toBe(0);
  expect(utcOffsetS('Europe/Lisbon', at('2026-07-01T12:00:00Z'))).toBe(3600);
  expect(utcOffsetS('Europe/Lisbon', at('2026-01-01T12:00:00Z'))).toBe(0);
  expect(utcOffsetS('America/New_York', at('2026-01-01T02:00:00Z'))).toBe(-5 * 3600);
  expect(utcOffsetS('Asia/Kolkata', at('2026-01-01T12:00:00Z'))).toBe(5.5 * 3600);
});
