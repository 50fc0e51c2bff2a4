import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { windowOf } from './day';
import { DayFileError, readDay } from './day-files';
import { distanceM } from './geometry';

const PARAMETERS =
  'meters_per_minute\tpickup service minutes\tdropoff service minutes\ttarget click-to-door\tmaximum click-to-door\tpay per order\tguaranteed pay per hour\n' +
  '320\t4\t4\t40\t90\t10\t15\n';
const FILES = {
  'restaurants.txt': 'restaurant\tx\ty\nr1\t1000\t2000\nr2\t4000\t6000\n',
  'orders.txt':
    'order\tx\ty\tplacement_time\trestaurant\tready_time\no2\t1500\t2500\t500\tr2\t515\no1\t1200\t2100\t480\tr1\t493\n',
  'couriers.txt': 'courier\tx\ty\ton_time\toff_time\nc1\t1000\t2000\t450\t570\nc2\t0\t0\t300\t480\n',
  'instance_parameters.txt': PARAMETERS,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outrider-day-'));
  write(FILES);
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

describe('readDay', () => {
  it('reads parameters, restaurants, orders and drivers', () => {
    const day = readDay(folder);
    expect(day).toMatchObject({ speedMetersPerMinute: 320, pickupServiceMinutes: 4, targetMinutes: 40 });
    expect([...day.restaurants.keys()]).toEqual(['r1', 'r2']);
    expect(day.orders[1]).toMatchObject({ id: 'o1', restaurantId: 'r1', placedMinute: 480, readyMinute: 493 });
    expect(day.drivers[0]).toMatchObject({ id: 'c1', onMinute: 450, offMinute: 570 });
  });

  it('keeps distances between its places', () => {
    const { restaurants } = readDay(folder);
    const apart = distanceM(restaurants.get('r1')!.at, restaurants.get('r2')!.at);
    expect(apart / 5000).toBeCloseTo(1, 4);
  });

  it('reads columns by name, so their order does not matter', () => {
    write({ 'restaurants.txt': 'y\trestaurant\tx\r\n2000\tr1\t1000\r\n6000\tr2\t4000\r\n' });
    expect(readDay(folder).restaurants.get('r1')!.at).toEqual(readDay(folder).restaurants.get('r1')!.at);
    expect(readDay(folder).orders).toHaveLength(2);
  });

  it.each([
    ['orders.txt', 'order\tx\ty\n', /no column placement_time, restaurant, ready_time/],
    ['orders.txt', FILES['orders.txt'].replace('r2', 'r9'), /orders.txt line 2: there is no restaurant r9/],
    ['couriers.txt', FILES['couriers.txt'].replace('450', 'soon'), /line 2: on_time is not a number/],
    ['instance_parameters.txt', PARAMETERS.split('\n')[0]!, /no row of parameters/],
  ])('refuses a wrong %s and says where', (file, text, message) => {
    write({ [file]: text });
    expect(() => readDay(folder)).toThrow(DayFileError);
    expect(() => readDay(folder)).toThrow(message);
  });

  it('names the file that is missing', () => {
    rmSync(join(folder, 'couriers.txt'));
    expect(() => readDay(folder)).toThrow(/couriers.txt cannot be read/);
  });
});

describe('windowOf', () => {
  it('takes orders placed within it, in order of time, and drivers whose shift is not over', () => {
    const { orders, drivers } = windowOf(readDay(folder), 480, 501);
    expect(orders.map(({ id }) => id)).toEqual(['o1', 'o2']);
    expect(drivers.map(({ id }) => id)).toEqual(['c1']);
  });

  it('excludes its end', () => {
    expect(windowOf(readDay(folder), 480, 500).orders.map(({ id }) => id)).toEqual(['o1']);
  });
});
