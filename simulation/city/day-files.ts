import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Day } from './day';
import { onGlobe, type Point } from './geometry';

/** A folder is not a delivery day. The message names the file, the line and what is wrong with it. */
export class DayFileError extends Error {
  override name = 'DayFileError';
}

/** Days have no place of their own: they are played around this point. */
const CENTRE: Point = { lat: 38.72, lng: -9.14 };

/** Reads a day of the public set of meal-delivery days: four tab-separated files with a header line each. */
export function readDay(folder: string): Day {
  const restaurantRows = readTable(folder, 'restaurants.txt', ['restaurant', 'x', 'y']);
  const place = placer(restaurantRows);
  const restaurants = new Map(
    restaurantRows.map((row) => [row.text('restaurant'), { id: row.text('restaurant'), at: place(row) }]),
  );
  return {
    name: basename(resolve(folder)),
    centre: CENTRE,
    restaurants,
    ...readParameters(folder),
    orders: readTable(folder, 'orders.txt', ['order', 'x', 'y', 'placement_time', 'restaurant', 'ready_time']).map(
      (row) => ({
        id: row.text('order'),
        restaurantId: row.oneOf('restaurant', restaurants),
        door: place(row),
        placedMinute: row.number('placement_time'),
        readyMinute: row.number('ready_time'),
      }),
    ),
    drivers: readTable(folder, 'couriers.txt', ['courier', 'x', 'y', 'on_time', 'off_time']).map((row) => ({
      id: row.text('courier'),
      at: place(row),
      onMinute: row.number('on_time'),
      offMinute: row.number('off_time'),
    })),
  };
}

const PARAMETERS = {
  speedMetersPerMinute: 'meters_per_minute',
  pickupServiceMinutes: 'pickup service minutes',
  dropoffServiceMinutes: 'dropoff service minutes',
  targetMinutes: 'target click-to-door',
  maximumMinutes: 'maximum click-to-door',
} as const;

function readParameters(folder: string): Record<keyof typeof PARAMETERS, number> {
  const file = 'instance_parameters.txt';
  const [row] = readTable(folder, file, Object.values(PARAMETERS));
  if (!row) throw new DayFileError(`${join(folder, file)} has no row of parameters`);
  const entries = Object.entries(PARAMETERS).map(([name, column]) => [name, row.number(column)]);
  return Object.fromEntries(entries) as Record<keyof typeof PARAMETERS, number>;
}

/** Plane coordinates to the globe, with the middle of the restaurants at the centre. */
function placer(restaurants: Row[]): (row: Row) => Point {
  const middle = (column: string): number => {
    const values = restaurants.map((row) => row.number(column));
    return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  };
  const x = middle('x');
  const y = middle('y');
  return (row) => onGlobe(CENTRE, row.number('x') - x, row.number('y') - y);
}

/** One line of a file; its fields are read by the name of their column. */
class Row {
  constructor(
    private readonly where: string,
    private readonly fields: Map<string, string>,
  ) {}

  text(column: string): string {
    const value = this.fields.get(column);
    if (!value) throw new DayFileError(`${this.where} has no ${column}`);
    return value;
  }

  number(column: string): number {
    const value = Number(this.text(column));
    if (!Number.isFinite(value)) throw new DayFileError(`${this.where}: ${column} is not a number`);
    return value;
  }

  oneOf(column: string, known: Map<string, unknown>): string {
    const value = this.text(column);
    if (!known.has(value)) throw new DayFileError(`${this.where}: there is no ${column} ${value}`);
    return value;
  }
}

function readTable(folder: string, file: string, columns: string[]): Row[] {
  const path = join(folder, file);
  const [header = '', ...lines] = readLines(path);
  const names = header.split('\t').map((name) => name.trim());
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0) throw new DayFileError(`${path} has no column ${missing.join(', ')}`);
  return lines.map((line, index) => {
    const values = line.split('\t').map((value) => value.trim());
    return new Row(`${path} line ${index + 2}`, new Map(names.map((name, column) => [name, values[column] ?? ''])));
  });
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8')
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '');
  } catch (error) {
    throw new DayFileError(`${path} cannot be read: ${(error as Error).message}`);
  }
}
