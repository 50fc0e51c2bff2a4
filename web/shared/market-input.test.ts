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

test.each([
  ['Europe/Lisbon', '2026-10-25T01:30', '2026-10-25T00:30:00.000Z'],
  ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00.000Z'],
  ['Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45:00.000Z'],
])('of two times with one name the first is meant: %s', (zone, text, instant) => {
  expect(iso(text, zone)).toBe(instant);
});

test.each([
  ['Europe/Lisbon', '2026-03-29T01:30', '2026-03-29T01:30:00.000Z'], // Clocks show 02:30.
  ['America/New_York', '2026-03-08T02:30', '2026-03-08T07:30:00.000Z'], // Clocks show 03:30.
])('a time that the clocks leave out is as much later: %s', (zone, text, instant) => {
  expect(iso(text, zone)).toBe(instant);
});

test('the hours of a year around the world come back as their clocks show them', () => {
  for (const timeZone of [
    'Europe/Lisbon',
    'America/New_York',
    'Asia/Kolkata',
    'Pacific/Chatham',
    'Africa/Casablanca',
  ]) {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    const shown = (ms: number): string => format.format(ms).replace(' ', 'T');
    const start = Date.UTC(2026, 0, 1);
    const strays = Array.from({ length: 350 }, (_, index) => start + index * 25 * 3_600_000)
      .map((ms) => shown(ms))
      .filter((text) => shown(instantOf(text, timeZone) ?? 0) !== text);
    expect([timeZone, strays]).toEqual([timeZone, []]);
  }
});

test('what is no time is none', () => {
  expect(instantOf('yesterday', 'UTC')).toBeNull();
});
