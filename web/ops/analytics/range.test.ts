import { WALL_CLOCK } from '../../shared/market-clock';
import { periodQuery, periodsOf } from './range';

const at = (time: string): number => Date.parse(`2026-11-25T${time}Z`);

test('a period ends with the quarter of an hour, and the one before is as long and ends where it begins', () => {
  const { now, before } = periodsOf('1h', at('12:07:30'));
  expect([now.from, now.to]).toEqual([at('11:15:00'), at('12:15:00')]);
  expect([before.from, before.to]).toEqual([at('10:15:00'), at('11:15:00')]);
});

test('the API is asked in real time, whatever the market’s clock', () => {
  const fast = { ...WALL_CLOCK, rate: 4, offsetMs: 0 };
  const query = periodQuery('lisbon', fast, { from: 4 * at('01:00:00'), to: 4 * at('02:00:00') });
  expect(query.get('from')).toBe('2026-11-25T01:00:00.000Z');
  expect(query.get('to')).toBe('2026-11-25T02:00:00.000Z');
});
