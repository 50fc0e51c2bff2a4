import { age, distance } from '../figures';
import { html, type Html } from '../html';
import { fill, plural } from '../languages';
import { nameOf, told, type View } from '../view';
import type { Position } from '../wire';
import { frameOf, HEIGHT, metresAway, pointOf, ringsOf, WIDTH, type Frame } from './frame';

const STALE_MS = 15_000;
/** Where the rings say how far they are when there is no way to keep clear of. */
const LABEL_ANGLE = -0.6;

/** With the goods on their way to this door, there is something to see. */
export const hasMap = ({ tracking }: View): boolean =>
  ['picked_up', 'arrived_at_dropoff'].includes(tracking.order.status);

/** Distance and bearing around the door: all that is needed to see somebody come, without any map data. */
export function map(view: View): Html | null {
  if (!hasMap(view)) return null;
  const { tracking } = view;
  const frame = frameOf(tracking.order.dropoff.location, tracking.position?.location ?? null);
  return html`<svg
      class="sketch"
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      role="img"
      aria-label="${labelOf(view)}"
      preserveAspectRatio="xMidYMid slice"
    >
      ${rings(frame, view)} ${tracking.position ? driver(frame, view, tracking.position) : null} ${door(frame, view)}
    </svg>
    <p class="pill" id="freshness"></p>`;
}

/** What of the picture stands still: while this is the same, only the driver moves. */
export function mapKey(view: View): string {
  const { tracking, locale } = view;
  const { position, order } = tracking;
  if (!hasMap(view)) return '';
  const frame = frameOf(order.dropoff.location, position?.location ?? null);
  return JSON.stringify([frame, position === null, nameOf(view), locale, order.dropoff.location]);
}

function labelOf(view: View): string {
  const { tracking, words, locale } = view;
  if (!tracking.position) return words.map.you;
  const away = distance(metresAway(tracking.order.dropoff.location, tracking.position.location), locale);
  return fill(told(view, words.map.away), { distance: away });
}

function rings(frame: Frame, { locale, tracking }: View): Html[] {
  const { door: at } = frame;
  const all = ringsOf(frame).reverse();
  const labelAt = (radius: number, angle: number): { x: number; y: number; isInside: boolean } => {
    const [x, y] = [at.x + radius * Math.cos(angle), at.y + radius * Math.sin(angle)];
    return { x, y, isInside: x > 24 && x < WIDTH - 30 && y > 14 && y < HEIGHT - 40 };
  };
  const seen = (angle: number): number => all.filter(({ radius }) => labelAt(radius, angle).isInside).length;
  const clear = tracking.position ? [frame.towards + 1.2, frame.towards - 1.2] : [LABEL_ANGLE];
  const angle = clear.sort((a, b) => seen(b) - seen(a))[0]!;
  return all.map(({ metres, radius }, i) => {
    const { x, y, isInside } = labelAt(radius, angle);
    return html`<circle class="ring r${i % 2}" cx="${at.x}" cy="${at.y}" r="${radius.toFixed(1)}" />${
        isInside
          ? html`<text class="far" x="${x.toFixed(1)}" y="${(y + 4).toFixed(1)}">${distance(metres, locale)}</text>`
          : null
      }`;
  });
}

/** Names stand on the far side of what they name, off the way between the two. */
const isBelow = ({ towards }: Frame): boolean => Math.sin(towards) > 0.1;

function door(frame: Frame, { words, tracking }: View): Html {
  const { x, y } = frame.door;
  const above = tracking.position !== null && isBelow(frame);
  return html`<g transform="translate(${x} ${y})">
    <circle class="door" r="16" />
    <path class="home" d="M-7-0.5 0-7l7 6.5M-5-2v8h10v-8" />
    <text class="you" y="${above ? -26 : 36}">${words.map.you}</text>
  </g>`;
}

/** Where he is, and the line to the door; none behind him, because a path tells where others live. */
function driver(frame: Frame, view: View, { location, heading }: Position): Html {
  const { order } = view.tracking;
  const { x, y } = pointOf(frame, order.dropoff.location, location);
  const [px, py] = [x.toFixed(1), y.toFixed(1)];
  return html`<line class="way" id="way" x1="${px}" y1="${py}" x2="${frame.door.x}" y2="${frame.door.y}" />
    <g id="dot" class="driver" transform="translate(${px} ${py})">
      <circle class="halo" r="24" />
      <circle class="dot" r="15" />
      <path class="arrow" id="arrow" d="M0-8 6 7 0 3.5-6 7Z" transform="rotate(${Math.round(heading ?? 0)})" />
      ${tag(view, location, isBelow(frame))}
    </g>`;
}

/** Text has no width before it is drawn: this is near enough for a rounded box around it. */
function tag(view: View, location: Position['location'], below: boolean): Html {
  const away = distance(metresAway(view.tracking.order.dropoff.location, location), view.locale);
  const text = `${nameOf(view)} · ${away}`;
  const width = Math.round(text.length * 7.6 + 22);
  return html`<g transform="translate(0 ${below ? 40 : -40})">
    <rect class="tag" x="${-width / 2}" y="-14" width="${width}" height="27" rx="13.5" />
    <text class="who" y="4.5" id="away">${text}</text>
  </g>`;
}

export interface Freshness {
  text: string;
  state: 'fresh' | 'stale' | 'hidden';
}

/** How old what is shown is, or why nothing is. `offlineSince` is a time as text. */
export function freshness(view: View, nowMs: number, offlineSince: string | null): Freshness {
  const { tracking, words } = view;
  const { position, stops_before: before } = tracking;
  if (offlineSince) return { text: fill(words.map.offline, { time: offlineSince }), state: 'stale' };
  if (!position) {
    const text = before ? plural(words.map.hidden, before) : told(view, words.map.elsewhere);
    return { text, state: 'hidden' };
  }
  const ageMs = Math.max(0, nowMs - Date.parse(position.recorded_at));
  const isStale = ageMs > STALE_MS;
  const text = fill(isStale ? words.map.old : words.map.position, { age: age(ageMs, words) });
  return { text, state: isStale ? 'stale' : 'fresh' };
}
