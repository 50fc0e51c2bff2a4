import { distance } from './figures';
import { frameOf, metresAway, pointOf } from './sections/frame';
import { nameOf, type View } from './view';
import type { Position } from './wire';

const GLIDE_MAX_MS = 5_000;
const still = matchMedia('(prefers-reduced-motion: reduce)');

interface Seen extends Position {
  /** By this phone's clock. */
  shownAt: number;
}

/**
 * Moves the driver from where he was to where he was last heard of, in as much time as lay between the two reports. So he
 * is always a little behind, and never where nobody has seen him.
 */
export function createGlide(root: HTMLElement): { moved: (next: View) => void } {
  let from: Position | null = null;
  let to: Seen | null = null;
  let durationMs = 0;
  let running = 0;
  let view: View | null = null;

  function moved(next: View): void {
    view = next;
    const { position } = next.tracking;
    if (!position) {
      from = to = null;
      return;
    }
    if (to?.recorded_at === position.recorded_at) return place(1);
    from = to && current();
    durationMs = from && to ? intervalOf(to, position) : 0;
    to = { ...position, shownAt: performance.now() };
    if (durationMs === 0 || still.matches) return place(1);
    cancelAnimationFrame(running);
    running = requestAnimationFrame(step);
  }

  const progress = (): number =>
    to && durationMs > 0 ? Math.min(1, (performance.now() - to.shownAt) / durationMs) : 1;

  function step(): void {
    const share = progress();
    place(share);
    if (share < 1) running = requestAnimationFrame(step);
  }

  function current(): Position {
    const share = progress();
    if (!to || !from || share >= 1) return to!;
    const blend = (a: number, b: number): number => a + (b - a) * share;
    const location = {
      lat: blend(from.location.lat, to.location.lat),
      lng: blend(from.location.lng, to.location.lng),
    };
    return { ...to, location };
  }

  /** Written into what is drawn already, so that nothing else on the page moves. */
  function place(share: number): void {
    const group = root.querySelector('#dot');
    if (!view || !to || !group) return;
    const { location } = share >= 1 ? to : current();
    const door = view.tracking.order.dropoff.location;
    const frame = frameOf(door, to.location);
    const { x, y } = pointOf(frame, door, location);
    group.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    const way = root.querySelector('#way');
    way?.setAttribute('x1', x.toFixed(1));
    way?.setAttribute('y1', y.toFixed(1));
    root.querySelector('#arrow')?.setAttribute('transform', `rotate(${Math.round(to.heading ?? 0)})`);
    const away = root.querySelector('#away');
    if (away) away.textContent = `${nameOf(view)} · ${distance(metresAway(door, location), view.locale)}`;
  }

  return { moved };
}

const intervalOf = (before: Position, after: Position): number =>
  Math.max(0, Math.min(GLIDE_MAX_MS, Date.parse(after.recorded_at) - Date.parse(before.recorded_at)));
