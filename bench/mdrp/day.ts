import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place, TravelTimes } from '../../domain/matching/types';

/** One day of the Meal Delivery Routing Problem; times in minutes as in its files. */
export interface Day {
  name: string;
  places: Map<string, GridPlace>;
  orders: DayOrder[];
  drivers: DayDriver[];
  pickupService: number;
  dropoffService: number;
  maxClickToDoor: number;
  travelMinutes(from: GridPlace, to: GridPlace): number;
}

export interface DayOrder {
  id: string;
  place: GridPlace;
  placedAt: number;
  pickupPlace: GridPlace;
  readyAt: number;
}

export interface DayDriver {
  id: string;
  place: GridPlace;
  onAt: number;
  offAt: number;
}

/** A place that also knows its metres on the day's flat map, so that the travel model needs no lookup. */
export interface GridPlace extends Place {
  key: string;
  x: number;
  y: number;
}

const METERS_PER_DEGREE = 111_195;

function gridPlace(key: string, x: number, y: number): GridPlace {
  return { key, x, y, lat: y / METERS_PER_DEGREE, lng: x / METERS_PER_DEGREE };
}

export function readDay(folder: string, name: string): Day {
  const rows = (file: string): string[][] => {
    const text = readFileSync(join(folder, name, `${file}.txt`), 'utf8');
    return text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'));
  };
  const places = new Map<string, GridPlace>();
  const place = (key: string, x: string, y: string): GridPlace => {
    const made = gridPlace(key, Number(x), Number(y));
    places.set(key, made);
    return made;
  };
  const [speed, pickupService, dropoffService, , maxClickToDoor] = rows('instance_parameters')[0]!.map(Number);
  for (const [id, x, y] of rows('restaurants')) place(id!, x!, y!);
  const orders = rows('orders').map(([id, x, y, placed, restaurant, ready]) => ({
    id: id!,
    place: place(id!, x!, y!),
    placedAt: Number(placed),
    pickupPlace: places.get(restaurant!)!,
    readyAt: Number(ready),
  }));
  const drivers = rows('couriers').map(([id, x, y, on, off]) => ({
    id: id!,
    place: place(id!, x!, y!),
    onAt: Number(on),
    offAt: Number(off),
  }));
  return {
    name,
    places,
    orders,
    drivers,
    pickupService: pickupService!,
    dropoffService: dropoffService!,
    maxClickToDoor: maxClickToDoor!,
    travelMinutes: (from, to) => Math.ceil(Math.hypot(from.x - to.x, from.y - to.y) / speed!),
  };
}

export function travelTimesOf(day: Day): TravelTimes {
  return {
    seconds: (from, to) => 60 * day.travelMinutes(from as GridPlace, to as GridPlace),
    meters: (from, to) => {
      const [a, b] = [from as GridPlace, to as GridPlace];
      return Math.hypot(a.x - b.x, a.y - b.y);
    },
  };
}
