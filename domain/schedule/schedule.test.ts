import { EARNEST } from '../clock';
import { DEFAULT_POLICY } from '../policy/policy';
import { scheduleOrder, wrongTimes, type AskedTimes } from './schedule';

const NOW = Date.UTC(2026, 5, 1, 12);
const MINUTE = 60_000;
const NOTHING: AskedTimes = { readyAt: null, promisedAt: null, scheduledFor: null };
const { schedule, service } = DEFAULT_POLICY;

const plan = (asked: Partial<AskedTimes>, clock = EARNEST) =>
  scheduleOrder({ asked: { ...NOTHING, ...asked }, driveS: 600, schedule, service, clock, nowMs: NOW });

describe('scheduleOrder', () => {
  it('looks for a driver at once and assumes the kitchen time when nothing is said', () => {
    expect(plan({})).toEqual({
      readyAt: NOW + 15 * MINUTE,
      poolAt: NOW,
      promisedAt: NOW + 15 * MINUTE + (120 + 600 + 120 + 1_500) * 1_000,
    });
  });

  it('leaves for a scheduled order by preparation and travel before the door', () => {
    const scheduledFor = NOW + 180 * MINUTE;
    expect(plan({ scheduledFor })).toEqual({
      readyAt: scheduledFor - 14 * MINUTE,
      poolAt: scheduledFor - 29 * MINUTE,
      promisedAt: scheduledFor,
    });
  });

  it('runs policy durations by the clock of the market', () => {
    expect(plan({}, { rate: 30, offsetMs: 0 }).readyAt).toBe(NOW + MINUTE / 2);
  });

  it('clamps a time that a slow clock put a moment ago', () => {
    expect(plan({ readyAt: NOW - MINUTE }).readyAt).toBe(NOW);
  });

  it('keeps an order whose goods are hours away out of the pool', () => {
    expect(plan({ readyAt: NOW + 300 * MINUTE }).poolAt).toBe(NOW + 285 * MINUTE);
    expect(plan({ readyAt: NOW + 40 * MINUTE }).poolAt).toBe(NOW);
  });
});

describe('wrongTimes', () => {
  it.each<[Partial<AskedTimes>, string]>([
    [{ readyAt: NOW - 3 * MINUTE }, 'is in the past'],
    [{ scheduledFor: NOW - 3 * MINUTE }, 'is in the past'],
    [{ scheduledFor: NOW + 40 * 86_400_000 }, 'is more than 31 days ahead'],
    [{ readyAt: NOW + 2 * MINUTE, promisedAt: NOW + MINUTE }, 'is before the goods are ready'],
  ])('refuses %j', (asked, message) => {
    expect(wrongTimes({ ...NOTHING, ...asked }, NOW)).toEqual([expect.objectContaining({ message })]);
  });

  it('takes what is within the skew of clocks', () => {
    expect(wrongTimes({ ...NOTHING, readyAt: NOW - MINUTE }, NOW)).toEqual([]);
  });
});
