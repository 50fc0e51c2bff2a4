import { EMPTY_WORLD } from '../live/world';
import { marketWords } from '../live/use-market';
import { hoursText, hoursWords, limitWords } from './hours-words';

const H = 3_600;
const words = marketWords({
  ...EMPTY_WORLD,
  driver: { market: { time_zone: 'America/New_York', currency: 'USD', clock: { rate: 1, offset_ms: 0 } } } as never,
});

test('a length is told in hours and minutes', () => {
  expect([8 * 60, 90, 20, 60, 0, 61].map((minutes) => hoursText(minutes * 60_000))).toEqual([
    '8 h',
    '1 h 30 min',
    '20 min',
    '1 h',
    '0 min',
    '1 h 1 min',
  ]);
});

test('hours past midnight name both days, of the market', () => {
  expect(hoursWords('2026-05-05T00:00:00Z', '2026-05-05T03:00:00Z', words)).toMatch(/4.*8:00|20:00/);
  expect(hoursWords('2026-05-05T00:00:00Z', '2026-05-05T06:00:00Z', words)).toMatch(/4.* to .*5/);
});

test('too many hours at once are told with the maximum and how much less', () => {
  const most = { limit: 'work_max', bound_s: 8 * H, planned_s: 9.5 * H, by_s: 1.5 * H, beside: null } as const;
  expect(limitWords([most], words)).toEqual([
    'That would be 9 h 30 min at work. At most 8 h are allowed: 1 h 30 min too much.',
  ]);
});

test('too many together are told with the rest that is too short, and beside what', () => {
  const most = { limit: 'work_max', bound_s: 8 * H, planned_s: 9 * H, by_s: H, beside: null } as const;
  const beside = { starts_at: '2026-05-04T13:00:00Z', ends_at: '2026-05-04T18:00:00Z' };
  const rest = { limit: 'rest', bound_s: 8 * H, planned_s: H, by_s: 7 * H, beside } as const;
  const [first, second] = limitWords([most, rest], words);
  expect(first).toBe(
    'Together with your other hours that would be 9 h at work. At most 8 h are allowed: 1 h too much.',
  );
  const other = hoursWords(beside.starts_at, beside.ends_at, words);
  expect(second).toBe(`Hours add up until a rest of 8 h. The rest beside ${other} is 1 h: 7 h too short.`);
});
