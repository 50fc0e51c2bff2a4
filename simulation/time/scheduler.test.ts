import { createMarketTime } from './market-time';
import { Scheduler } from './scheduler';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function scheduler(rate = 1): Scheduler {
  return new Scheduler(createMarketTime(rate));
}

describe('Scheduler', () => {
  it('runs actions in the order of their time, whatever the order of planning', () => {
    const ran: number[] = [];
    const schedule = scheduler();
    const moments = Array.from({ length: 200 }, (_, index) => (index * 7919) % 200);
    for (const moment of moments) schedule.at(moment, () => ran.push(moment));
    jest.advanceTimersByTime(200_000);
    expect(ran).toEqual([...moments].sort((a, b) => a - b));
  });

  it('runs actions of one moment in the order of planning', () => {
    const ran: string[] = [];
    const schedule = scheduler();
    for (const name of ['first', 'second', 'third']) schedule.at(5, () => ran.push(name));
    jest.advanceTimersByTime(5000);
    expect(ran).toEqual(['first', 'second', 'third']);
  });

  it('runs nothing early and nothing that was cancelled', () => {
    const ran: string[] = [];
    const schedule = scheduler();
    schedule.at(10, () => ran.push('kept'));
    schedule.at(10, () => ran.push('cancelled'))();
    jest.advanceTimersByTime(9_999);
    expect(ran).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(ran).toEqual(['kept']);
  });

  it('lets an action plan the next one', () => {
    const ran: number[] = [];
    const schedule = scheduler();
    schedule.at(1, () => schedule.after(1, () => ran.push(schedule.time.now())));
    jest.advanceTimersByTime(2000);
    expect(ran).toEqual([2]);
  });

  it('counts in market time', () => {
    let ran = false;
    scheduler(30).at(60, () => (ran = true));
    jest.advanceTimersByTime(1_999);
    expect(ran).toBe(false);
    jest.advanceTimersByTime(1);
    expect(ran).toBe(true);
  });

  it('runs nothing once stopped', () => {
    let ran = false;
    const schedule = scheduler();
    schedule.at(1, () => (ran = true));
    schedule.stop();
    jest.advanceTimersByTime(5000);
    expect(ran).toBe(false);
  });
});
