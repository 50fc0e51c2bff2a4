import { instant } from './common';

test('an instant as PostgreSQL writes it comes out as a date would make it', () => {
  for (const written of [
    '2026-11-25T23:28:45+00:00',
    '2026-11-25T23:28:45.1+00:00',
    '2026-11-25T23:28:45.123456+00:00',
    '2026-11-25T23:28:45.999999+00:00',
    '2026-11-26T00:28:45.5+01:00',
    '2026-11-25T23:28:45.120Z',
  ])
    expect([written, instant(written)]).toEqual([written, new Date(written).toISOString()]);
  expect(instant(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
  expect(() => instant('yesterday')).toThrow(RangeError);
});
