import type { OrderStatus } from '../lifecycle/statuses';
import type { Place } from '../matching/types';
import { greatCircleMeters } from '../travel/embedded';

/** Nearer than this to a stop of somebody else the driver is not shown: a dot at a door tells who lives there. */
const OTHERS_RADIUS_M = 300;

const NAMED: readonly OrderStatus[] = [
  'assigned',
  'arrived_at_pickup',
  'picked_up',
  'arrived_at_dropoff',
  'rescuing',
  'delivered',
];
const SHOWN: readonly OrderStatus[] = ['picked_up', 'arrived_at_dropoff'];

/** Whether the customer may know who brings the order. */
export const isDriverNamed = (status: OrderStatus): boolean => NAMED.includes(status);

/** Whether the driver may be on the customer's map at all: with the goods, until they are handed over. */
export const isDriverShown = (status: OrderStatus): boolean => SHOWN.includes(status);

/** Whether the two may talk: while he has the order. */
export const isReachable = (status: OrderStatus): boolean => isDriverNamed(status) && status !== 'delivered';

/**
 * Whether the driver may be shown where he is now. `others` are all stops of his route that belong to other orders,
 * also those that he has just left.
 */
export const isPlaceShown = (status: OrderStatus, place: Place, others: readonly Place[]): boolean =>
  isDriverShown(status) && others.every((other) => greatCircleMeters(place, other) > OTHERS_RADIUS_M);
