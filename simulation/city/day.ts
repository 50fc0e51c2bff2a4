import type { Point } from './geometry';

/** One delivery day as it is played. Times are minutes from the start of the day, distances metres. */
export interface Day {
  name: string;
  speedMetersPerMinute: number;
  pickupServiceMinutes: number;
  dropoffServiceMinutes: number;
  /** From placement to the door: what customers are told, and what is never to be exceeded. */
  targetMinutes: number;
  maximumMinutes: number;
  centre: Point;
  restaurants: Map<string, Restaurant>;
  orders: DayOrder[];
  drivers: DayDriver[];
}

export interface Restaurant {
  id: string;
  at: Point;
}

export interface DayOrder {
  id: string;
  restaurantId: string;
  door: Point;
  placedMinute: number;
  readyMinute: number;
}

export interface DayDriver {
  id: string;
  at: Point;
  onMinute: number;
  offMinute: number;
}

/** The part of a day that is replayed: orders placed and drivers at work within `[from, to)`, in the order of time. */
export function windowOf(day: Day, from: number, to: number): Pick<Day, 'orders' | 'drivers'> {
  return {
    orders: day.orders
      .filter(({ placedMinute }) => placedMinute >= from && placedMinute < to)
      .sort((a, b) => a.placedMinute - b.placedMinute),
    // Drivers who start after `to` come as well: orders placed before may still wait for them.
    drivers: day.drivers.filter(({ offMinute }) => offMinute > from).sort((a, b) => a.onMinute - b.onMinute),
  };
}
