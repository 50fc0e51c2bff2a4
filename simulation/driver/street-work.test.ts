import { onGlobe, type Point } from '../city/geometry';
import type { Stop } from '../client/answers';
import { createMarketTime } from '../time/market-time';
import { Scheduler } from '../time/scheduler';
import { Motion } from './motion';
import { StreetWork } from './street-work';

const HOME = { lat: 38.72, lng: -9.14 };
const SERVICE = { pickup: { beforeS: 120, afterS: 120 }, dropoff: { beforeS: 60, afterS: 60 } };
const SPEED = 10;
const east = (metres: number): Point => onGlobe(HOME, metres, 0);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function city(): { work: StreetWork; told: string[]; stop: (id: string, at: Point, readyS?: number) => Stop } {
  const time = createMarketTime(1);
  const told: string[] = [];
  const tell = (what: string, atS: number): void => void told.push(`${what} ${Math.round(atS)}`);
  const work = new StreetWork(new Scheduler(time), new Motion(HOME, SPEED), SERVICE, {
    arrived: ({ id }, atS) => tell(`arrived ${id}`, atS),
    completed: ({ id }, atS) => tell(`completed ${id}`, atS),
    idle: () => {},
  });
  const stop = (id: string, location: Point, readyS?: number): Stop =>
    ({
      id,
      kind: readyS === undefined ? 'dropoff' : 'pickup',
      status: 'planned',
      location,
      ready_at: readyS === undefined ? null : time.iso(readyS),
    }) as Stop;
  return { work, told, stop };
}

describe('StreetWork', () => {
  it('drives, walks up, hands over, walks back and drives on', () => {
    const { work, told, stop } = city();
    work.follow([stop('p', east(1000), 0), stop('d', east(2000))]);
    jest.advanceTimersByTime(3_600_000);
    expect(told).toEqual(['arrived p 100', 'completed p 220', 'arrived d 440', 'completed d 500']);
  });

  it('never takes goods before they are ready', () => {
    const { work, told, stop } = city();
    work.follow([stop('p', east(1000), 900)]);
    jest.advanceTimersByTime(899_000);
    expect(told).toEqual(['arrived p 100']);
    jest.advanceTimersByTime(2_000);
    expect(told).toContain('completed p 900');
  });

  it('takes all orders of a restaurant in one visit', () => {
    const { work, told, stop } = city();
    work.follow([stop('p1', east(1000), 0), stop('p2', east(1000), 300), stop('d', east(2000))]);
    jest.advanceTimersByTime(3_600_000);
    expect(told).toEqual([
      'arrived p1 100',
      'completed p1 220',
      'arrived p2 220',
      'completed p2 300',
      'arrived d 520',
      'completed d 580',
    ]);
  });

  it('turns round when the way changes, and finishes a stop that it has reached', () => {
    const { work, told, stop } = city();
    const [far, near] = [stop('far', east(1000), 0), stop('near', HOME, 0)];
    work.follow([far]);
    jest.advanceTimersByTime(50_000);
    work.follow([near, far]);
    jest.advanceTimersByTime(60_000);
    expect(told).toEqual(['arrived near 100']);
    work.follow([far, near]);
    jest.advanceTimersByTime(3_600_000);
    expect(told[1]).toBe('completed near 220');
  });

  it('drops a stop that was taken away', () => {
    const { work, told, stop } = city();
    work.follow([stop('p', east(1000), 900)]);
    jest.advanceTimersByTime(200_000);
    work.follow([]);
    jest.advanceTimersByTime(3_600_000);
    expect(told).toEqual(['arrived p 100']);
  });

  it('goes on at a stop where it stood before the phone was restarted', () => {
    const { work, told, stop } = city();
    work.follow([{ ...stop('p', HOME, 30), status: 'arrived' }]);
    jest.advanceTimersByTime(60_000);
    expect(told).toEqual(['arrived p 0', 'completed p 30']);
  });
});
