import { useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { LatLng } from './geo';

export interface SketchMark {
  at: LatLng;
  kind: 'you' | 'pickup' | 'dropoff';
  /** One or two letters; `you` has its own shape. */
  label: string;
  /** Where `you` heads, in degrees from north. */
  heading?: number | null;
}

export interface SketchLeg {
  from: LatLng;
  to: LatLng;
  label: string;
  /** Dashed: planned, and straight, because nobody here knows the streets. */
  isPlanned: boolean;
}

const WIDTH = 390;
const EDGE = 52;
/** Of the height on each side, where there is little of it. */
const EDGE_SHARE_MAX = 0.3;
const MARK = 13;
const RINGS_M = [500, 1_000, 2_000, 5_000];

interface Point {
  x: number;
  y: number;
}

/** A map of what matters and nothing else: points, legs and rings, drawn without any tile. */
export function Sketch({
  marks,
  legs,
  height,
  label,
}: {
  marks: SketchMark[];
  legs: SketchLeg[];
  height: number;
  label: string;
}): ReactNode {
  const [ref, shown] = useShownHeight(height);
  const { project, pixelsPerMetre } = projection(
    marks.map(({ at }) => at),
    shown,
  );
  const center = marks[0] && project(marks[0].at);
  return (
    <svg ref={ref} className="sketch" viewBox={`0 0 ${WIDTH} ${shown}`} role="img" aria-label={label}>
      {center &&
        RINGS_M.map((metres) => <Ring key={metres} center={center} radius={metres * pixelsPerMetre} metres={metres} />)}
      {legs.map(({ from, to, isPlanned }, index) => (
        <Line key={index} from={project(from)} to={project(to)} isPlanned={isPlanned} />
      ))}
      {marks.toReversed().map((mark, index) => (
        <Mark key={index} mark={mark} at={project(mark.at)} />
      ))}
      {legs.map(({ from, to, label: text }, index) => (
        <LegLabel key={index} from={project(from)} to={project(to)} text={text} />
      ))}
    </svg>
  );
}

/** The height that there is, in the drawing's own units: what is drawn for more would come out too small to read. */
function useShownHeight(usual: number): [RefObject<SVGSVGElement | null>, number] {
  const ref = useRef<SVGSVGElement>(null);
  const [height, setHeight] = useState(usual);
  useLayoutEffect(() => {
    const svg = ref.current;
    if (!svg) return;
    const watch = new ResizeObserver(() => {
      if (svg.clientWidth > 0) setHeight(Math.max(1, (WIDTH * svg.clientHeight) / svg.clientWidth));
    });
    watch.observe(svg);
    return () => watch.disconnect();
  }, []);
  return [ref, height];
}

/** North up, as large as fits, and never closer than a few hundred metres. */
function projection(points: LatLng[], height: number): { project: (at: LatLng) => Point; pixelsPerMetre: number } {
  const METRES_PER_DEGREE = 111_320;
  const lats = points.map(({ lat }) => lat);
  const lngs = points.map(({ lng }) => lng);
  const middle = { lat: (Math.min(...lats) + Math.max(...lats)) / 2, lng: (Math.min(...lngs) + Math.max(...lngs)) / 2 };
  const lngMetres = METRES_PER_DEGREE * Math.cos((middle.lat * Math.PI) / 180);
  const wide = Math.max((Math.max(...lngs) - Math.min(...lngs)) * lngMetres, 800);
  const high = Math.max((Math.max(...lats) - Math.min(...lats)) * METRES_PER_DEGREE, 800);
  const pixelsPerMetre = Math.min(
    (WIDTH - 2 * EDGE) / wide,
    (height - 2 * Math.min(EDGE, height * EDGE_SHARE_MAX)) / high,
  );
  return {
    pixelsPerMetre,
    project: ({ lat, lng }) => ({
      x: WIDTH / 2 + (lng - middle.lng) * lngMetres * pixelsPerMetre,
      y: height / 2 - (lat - middle.lat) * METRES_PER_DEGREE * pixelsPerMetre,
    }),
  };
}

function Ring({ center, radius, metres }: { center: Point; radius: number; metres: number }): ReactNode {
  if (radius < 40 || radius > WIDTH) return null;
  return (
    <g>
      <circle className="sketch__ring" cx={center.x} cy={center.y} r={radius} />
      <text className="sketch__ring-label" x={center.x} y={center.y + radius + 4} textAnchor="middle">
        {metres < 1_000 ? `${metres} m` : `${metres / 1_000} km`}
      </text>
    </g>
  );
}

function Line({ from, to, isPlanned }: { from: Point; to: Point; isPlanned: boolean }): ReactNode {
  const ends = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
  return (
    <g>
      <line className="sketch__casing" {...ends} />
      <line className="sketch__leg" {...ends} strokeDasharray={isPlanned ? '0.1 8' : undefined} />
    </g>
  );
}

function LegLabel({ from, to, text }: { from: Point; to: Point; text: string }): ReactNode {
  const width = text.length * 7.6 + 16;
  if (Math.hypot(to.x - from.x, to.y - from.y) < width + 2 * MARK) return null;
  return (
    <g transform={`translate(${(from.x + to.x) / 2} ${(from.y + to.y) / 2})`}>
      <rect className="sketch__tag" x={-width / 2} y={-12} width={width} height={24} rx={12} />
      <text className="sketch__tag-text" textAnchor="middle" y={5}>
        {text}
      </text>
    </g>
  );
}

function Mark({ mark: { kind, label, heading }, at }: { mark: SketchMark; at: Point }): ReactNode {
  return (
    <g className={`sketch__mark sketch__mark--${kind}`} transform={`translate(${at.x} ${at.y})`}>
      {kind === 'pickup' ? (
        <rect x={-MARK} y={-MARK} width={2 * MARK} height={2 * MARK} rx={6} />
      ) : (
        <circle r={kind === 'you' ? MARK + 3 : MARK} />
      )}
      {kind === 'you' ? (
        <path className="sketch__chevron" d="M0-10 8 9 0 4.5-8 9Z" transform={`rotate(${heading ?? 0})`} />
      ) : (
        <text textAnchor="middle" y={5}>
          {label}
        </text>
      )}
    </g>
  );
}
