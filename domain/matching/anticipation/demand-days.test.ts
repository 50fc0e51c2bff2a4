import { EARNEST } from '../../clock';
import { finishedDays, secondOfDay } from './demand-days';

const at = (iso: string): number => Date.parse(iso);
const iso = (ms: number): string => new Date(ms).toISOString();
const inLisbon = { timeZone: 'Europe/Lisbon', clock: EARNEST, daysMax: 10 };

test('only whole days that have ended are learned from, oldest first', () => {
  const days = finishedDays(at('2026-11-20T10:00:00Z'), at('2026-11-23T09:00:00Z'), inLisbon);
  expect(days.map(({ fromMs, toMs }) => [iso(fromMs), iso(toMs)])).toEqual([
    ['2026-11-21T00:00:00.000Z', '2026-11-22T00:00:00.000Z'],
    ['2026-11-22T00:00:00.000Z', '2026-11-23T00:00:00.000Z'],
  ]);
});

test('a day that has been learned is not learned again', () => {
  expect(finishedDays(at('2026-11-23T00:00:00Z'), at('2026-11-23T23:59:00Z'), inLisbon)).toEqual([]);
});

test('days begin at local midnight, also when the clocks change', () => {
  const days = finishedDays(at('2026-10-24T00:00:00Z'), at('2026-10-27T12:00:00Z'), inLisbon);
  expect(days.map(({ fromMs, toMs }) => (toMs - fromMs) / 3_600_000)).toEqual([25, 24]);
  expect(iso(days[0]!.fromMs)).toBe('2026-10-24T23:00:00.000Z');
});

test('a market whose clock runs thirty times as fast has a day in 48 minutes', () => {
  const clock = { rate: 30, offsetMs: 0 };
  const [day] = finishedDays(0, 6_000_000, { timeZone: 'UTC', clock, daysMax: 1 });
  expect(day).toEqual({ fromMs: 0, toMs: 2_880_000 });
  expect(secondOfDay(1_440_000, 'UTC', clock)).toBe(43_200);
});

test('a market that was idle for months catches up in bounded steps', () => {
  expect(finishedDays(at('2026-01-01T00:00:00Z'), at('2026-11-01T00:00:00Z'), inLisbon)).toHaveLength(10);
});
