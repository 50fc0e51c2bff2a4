import { distance } from '../shared/format';
import { metresBetween } from '../shared/geo';
import { svg } from './element';
import type { Place, Tracking } from './wire';

const SIZE = 360;
const RINGS = [250, 500, 1000, 1500, 2000, 3000, 5000, 10_000, 20_000];
const RINGS_DRAWN = 3;
const METRES_PER_DEGREE = 111_195;

/** Distance and bearing around the door: all that is needed to see somebody come, without any map data. */
export function sketch({ order, position, driver }: Tracking): SVGElement {
  const door = order.dropoff.location;
  const away = position ? metresBetween(position.location, door) : 0;
  const outer = Math.max(
    RINGS_DRAWN - 1,
    RINGS.findIndex((ring) => ring >= away * 1.1),
  );
  const rings = RINGS.slice(outer - RINGS_DRAWN + 1, outer + 1);
  const scale = (SIZE / 2 - 24) / rings.at(-1)!;
  const label = position ? `${driver?.first_name ?? 'The driver'} is ${distance(away)} away` : 'Your door';
  return svg(
    'svg',
    { viewBox: `${-SIZE / 2} ${-SIZE / 2} ${SIZE} ${SIZE}`, role: 'img', 'aria-label': label, class: 'sketch' },
    ...rings.flatMap((ring) => [
      svg('circle', { r: ring * scale, class: 'ring' }),
      svg('text', { x: 4, y: -ring * scale + 12, class: 'far' }, distance(ring)),
    ]),
    ...(position ? [driverMark(position.location, door, scale, away)] : []),
    svg('circle', { r: 14, class: 'door' }),
    svg('text', { y: 32, class: 'you' }, 'You'),
  );
}

/** Where he is, and the line to the door; none behind him, because a path tells where others live. */
function driverMark(place: Place, door: Place, scale: number, away: number): SVGElement {
  const east = (place.lng - door.lng) * METRES_PER_DEGREE * Math.cos((door.lat * Math.PI) / 180);
  const [x, y] = [east * scale, -(place.lat - door.lat) * METRES_PER_DEGREE * scale];
  return svg(
    'g',
    { class: 'driver' },
    svg('line', { x1: x, y1: y, x2: 0, y2: 0, class: 'way' }),
    svg('circle', { cx: x, cy: y, r: 11, class: 'dot' }),
    svg('text', { x, y: y - 18, class: 'away' }, distance(away)),
  );
}
