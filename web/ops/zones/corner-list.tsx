import type { ReactNode } from 'react';
import type { LatLng } from '../../shared/geo';
import { Icon } from '../../shared/icons';
import type { Corners } from './ring';

/** A border without a pointer: every corner as two numbers, to be changed, added after any other and taken away. */
export function CornerList({
  corners,
  center,
  onCorners,
}: {
  corners: Corners;
  center: LatLng;
  onCorners: (corners: Corners) => void;
}): ReactNode {
  const change = (index: number, axis: 0 | 1, value: number): void =>
    onCorners(
      corners.map((corner, at) => (at === index ? (axis === 0 ? [value, corner[1]] : [corner[0], value]) : corner)),
    );
  const addAfter = (index: number): void => {
    const from = corners[index] ?? [center.lng, center.lat];
    const to = corners[(index + 1) % Math.max(1, corners.length)] ?? from;
    const middle: [number, number] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    onCorners([...corners.slice(0, index + 1), middle, ...corners.slice(index + 1)]);
  };
  return (
    <fieldset className="corners">
      <legend>Corners</legend>
      {corners.length > 0 && (
        <p className="corners__row corners__row--head" aria-hidden>
          <span />
          <span>Latitude</span>
          <span>Longitude</span>
        </p>
      )}
      <ol>
        {corners.map(([lng, lat], index) => (
          // Corners have no names: their place in the border is what they are.
          <li key={index} className="corners__row">
            <span className="num quiet">{index + 1}</span>
            <Degrees
              label={`Latitude of corner ${index + 1}`}
              value={lat}
              max={90}
              onChange={(v) => change(index, 1, v)}
            />
            <Degrees
              label={`Longitude of corner ${index + 1}`}
              value={lng}
              max={180}
              onChange={(v) => change(index, 0, v)}
            />
            <button
              type="button"
              className="icon-button"
              aria-label={`Add a corner after ${index + 1}`}
              onClick={() => addAfter(index)}
            >
              <Icon name="plus" size={15} />
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label={`Take away corner ${index + 1}`}
              onClick={() => onCorners(corners.filter((_, at) => at !== index))}
            >
              <Icon name="close" size={15} />
            </button>
          </li>
        ))}
      </ol>
      {corners.length < 3 && (
        <button type="button" className="button" onClick={() => onCorners(aroundCenter(center))}>
          Begin with a square around the centre
        </button>
      )}
    </fieldset>
  );
}

const HALF_DEGREES = 0.006;

const aroundCenter = ({ lat, lng }: LatLng): Corners =>
  [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([x = 0, y = 0]) => [lng + x * HALF_DEGREES * 1.3, lat + y * HALF_DEGREES]);

function Degrees({
  label,
  value,
  max,
  onChange,
}: {
  label: string;
  value: number;
  max: number;
  onChange: (value: number) => void;
}): ReactNode {
  return (
    <input
      className="field num"
      type="number"
      step="any"
      min={-max}
      max={max}
      required
      aria-label={label}
      value={Number.isFinite(value) ? Number(value.toFixed(6)) : ''}
      onChange={(event) => onChange(event.target.valueAsNumber)}
    />
  );
}
