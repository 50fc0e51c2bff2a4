import { instantOf } from './market-input';

const iso = (text: string, zone: string): string => new Date(instantOf(text, zone) ?? 0).toISOString();

test('a time that somebody types is the market’s, in summer and in winter', () => {
  expect(iso('2026-07-01T12:00', 'Europe/Lisbon')).toBe('2026-07-01T11:00:00.000Z');
  expect(iso('2026-12-01T12:00', 'Europe/Lisbon')).toBe('2026-12-01T12:00:00.000Z');
  expect(iso('2026-12-01T12:00', 'Asia/Kolkata')).toBe('2026-12-01T06:30:00.000Z');
});

test('just after the clocks have gone back the new offset counts', () => {
  expect(iso('2026-10-25T03:30', 'Europe/Lisbon')).toBe('2026-10-25T03:30:00.000Z');
  expect(iso('2026-10-25T00:30', 'Europe/Lisbon')).toBe('2026-10-24T23:30:00.000Z');
});

test('what is no time is none', () => {
  expect(instantOf('yesterday', 'UTC')).toBeNull();
});
