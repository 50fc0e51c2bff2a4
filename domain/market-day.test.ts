import { dayBegan, midnightOf } from './market-day';

const at = (iso: string): number => Date.parse(iso) / 1_000;

it('a day begins at midnight in its zone, also when clocks change', () => {
  expect(midnightOf('Europe/Lisbon', at('2026-11-25T19:00:00Z'))).toBe(at('2026-11-25T00:00:00Z'));
  expect(midnightOf('America/New_York', at('2026-11-25T03:00:00Z'))).toBe(at('2026-11-24T05:00:00Z'));
  expect(midnightOf('Europe/Lisbon', at('2026-03-29T12:00:00Z'))).toBe(at('2026-03-29T00:00:00Z'));
  expect(midnightOf('Europe/Lisbon', at('2026-03-29T12:00:00Z'), 1)).toBe(at('2026-03-29T23:00:00Z'));
  expect(midnightOf('Europe/Lisbon', at('2026-10-25T12:00:00Z'), 1)).toBe(at('2026-10-26T00:00:00Z'));
});

it("the day of a test market is its own clock's", () => {
  const clock = { rate: 24, offsetMs: 0 };
  const began = dayBegan({ timeZone: 'UTC', clock }, Date.parse('2026-01-01T01:30:00Z'));
  expect((began * clock.rate) / 1_000 / 86_400).toBe(
    Math.floor((Date.parse('2026-01-01T01:30:00Z') * 24) / 86_400_000),
  );
});
