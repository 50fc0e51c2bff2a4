import type { Feature } from 'geojson';
import type { LatLng } from '../../shared/geo';
import { line, point } from '../map/features';
import { ranksOf, type DecisionPlaces } from './decision';

const at = ({ lat, lng }: LatLng): [number, number] => [lng, lat];

/**
 * Candidates by rank with a line to the first pickup, those left out as rings without one. The best lie on top: features
 * are drawn in their order.
 */
export function candidateFeatures({ orders, drivers }: DecisionPlaces, active: string | null): Feature[] {
  const ranks = ranksOf(drivers);
  const [first] = orders;
  return drivers.toReversed().flatMap(({ id, name, part, location }): Feature[] => {
    if (!location) return [];
    const isNamed = id === active || part === 'chosen' || part === 'runner_up';
    const look = { part, isActive: id === active };
    const mark = point(id, location, { ...look, rank: String(ranks.get(id) ?? ''), label: isNamed ? name : '' });
    return part === 'excluded' || !first ? [mark] : [line(look, [location, first.pickup]), mark];
  });
}

/** The orders' own ends and the way between them, as a selected order is drawn on the board's map. */
export const endFeatures = ({ orders }: DecisionPlaces): Feature[] =>
  orders.flatMap(({ id, pickup, dropoff }) => [
    line({ kind: 'way' }, [pickup, dropoff]),
    point(`${id} pickup`, pickup, { icon: 'end-pickup', label: '' }),
    point(`${id} dropoff`, dropoff, { icon: 'end-dropoff', label: '' }),
  ]);

export const placesOf = ({ orders, drivers }: DecisionPlaces): [number, number][] => [
  ...orders.flatMap(({ pickup, dropoff }) => [at(pickup), at(dropoff)]),
  ...drivers.flatMap(({ location, part }) => (location && part !== 'excluded' ? [at(location)] : [])),
];
