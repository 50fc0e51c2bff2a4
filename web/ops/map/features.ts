import type { Feature, FeatureCollection, LineString, Point } from 'geojson';
import { age } from '../../shared/format';
import type { LatLng } from '../../shared/geo';
import { isBeforePickup, isCarried } from '../../shared/statuses';
import { driverLook, freshnessOf } from '../board/driver-words';
import { driverOf, hasEnded, type Board, type Driver, type Order } from '../live/board';

export type PointFeature = Feature<Point> & { id: string };

export const point = (id: string, { lat, lng }: LatLng, properties: Record<string, unknown>): PointFeature => ({
  type: 'Feature',
  id,
  geometry: { type: 'Point', coordinates: [lng, lat] },
  properties: { ...properties, id },
});

export const collection = (features: Feature[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features,
});

/** Orders of one kitchen lie on one spot: what needs somebody lies on top. */
const RANKS = [
  'order-carried',
  'order-to_pickup',
  'order-scheduled',
  'order-offered',
  'order-unassigned',
  'order-escalated',
];

/** Drawn once per version of an order: the same object again tells the diff that nothing has changed. */
const drawnOrders = new WeakMap<Order, PointFeature>();

export const orderFeatures = (orders: Iterable<Order>): PointFeature[] =>
  [...orders].filter((order) => !hasEnded(order)).map(orderFeature);

/** An order stands where its next stop is: at the pickup until the goods are in somebody's hands. */
function orderFeature(order: Order): PointFeature {
  const known = drawnOrders.get(order);
  if (known) return known;
  const icon = orderIcon(order);
  const place = isCarried(order.status) ? order.dropoff : order.pickup;
  const feature = point(order.id, place, { icon, rank: RANKS.indexOf(icon) });
  drawnOrders.set(order, feature);
  return feature;
}

function orderIcon({ status, rung }: Order): string {
  if (rung > 0) return 'order-escalated';
  if (status === 'unassigned' || status === 'scheduled' || status === 'offered') return `order-${status}`;
  return isBeforePickup(status) ? 'order-to_pickup' : 'order-carried';
}

/** Drawn once per version and position, as long as its age reads the same. */
const drawnDrivers = new WeakMap<Driver, { look: string; feature: PointFeature }>();

/** `serverNow`: by the server's clock, which is the one that positions are stamped against. */
export const driverFeatures = (drivers: Iterable<Driver>, serverNow: number): PointFeature[] =>
  [...drivers].flatMap((driver) => driverFeature(driver, serverNow) ?? []);

function driverFeature(driver: Driver, serverNow: number): PointFeature | null {
  if (!driver.position) return null;
  const ageMs = serverNow - driver.position.at;
  const freshness = freshnessOf(ageMs);
  const label = freshness === 'silent' ? age(ageMs) : '';
  const look = `${freshness} ${label}`;
  const known = drawnDrivers.get(driver);
  if (known?.look === look) return known.feature;
  const { family } = driverLook(driver);
  const feature = point(driver.id, driver.position, {
    icon: freshness === 'silent' ? `driver-${family}-silent` : `driver-${family}`,
    heading: driver.position.heading ?? 0,
    opacity: freshness === 'aging' ? 0.6 : 1,
    label,
  });
  drawnDrivers.set(driver, { look, feature });
  return feature;
}

/**
 * The chosen order's ends and its driver's way. The lines are straight and dashed: nothing here knows the streets, and a
 * bent line would claim to.
 */
export function selectionFeatures(board: Board, orderId: string | undefined): Feature[] {
  const order = board.orders.get(orderId ?? '');
  if (!order) return [];
  const driver = board.drivers.get(driverOf(order)?.id ?? '');
  const ends = [
    point('pickup', order.pickup, { icon: 'end-pickup', label: order.pickup.name }),
    point('dropoff', order.dropoff, { icon: 'end-dropoff', label: order.dropoff.name }),
  ];
  const here = driver?.position
    ? [point('driver', driver.position, { label: driver.name, heading: driver.position.heading ?? 0 })]
    : [];
  const isOnRoute = order.driver !== null && driver !== undefined;
  const way = isOnRoute ? wayOf(driver, order) : [order.pickup, order.dropoff];
  const asked = !isOnRoute && driver?.position ? [line({ kind: 'asked' }, [driver.position, order.pickup])] : [];
  return [line({ kind: 'way' }, way), ...asked, ...ends, ...here];
}

/** From where the driver is through all that is still ahead; the order's own ends when no route is known. */
function wayOf(driver: Driver, order: Order): LatLng[] {
  const ahead =
    driver.stops.length > 0 ? driver.stops : [isBeforePickup(order.status) ? order.pickup : null, order.dropoff];
  return [driver.position, ...ahead].filter((place): place is NonNullable<typeof place> => place !== null);
}

export const line = (properties: object, places: LatLng[]): Feature<LineString> => ({
  type: 'Feature',
  geometry: { type: 'LineString', coordinates: places.map(({ lat, lng }) => [lng, lat]) },
  properties: { ...properties },
});

export interface FeatureDiff {
  /** MapLibre takes an added feature with a known ID as its new self. */
  add: PointFeature[];
  remove: string[];
}

/** What has changed between two drawings; null when nothing has. Only this goes to the map's worker. */
export function diffFeatures(before: readonly PointFeature[], after: readonly PointFeature[]): FeatureDiff | null {
  const known = new Map(before.map((feature) => [feature.id, feature]));
  const add = after.filter((feature) => !isSame(known.get(feature.id), feature));
  for (const { id } of after) known.delete(id);
  const remove = [...known.keys()];
  return add.length + remove.length > 0 ? { add, remove } : null;
}

const isSame = (a: PointFeature | undefined, b: PointFeature): boolean =>
  a === b || (a !== undefined && JSON.stringify(a) === JSON.stringify(b));
