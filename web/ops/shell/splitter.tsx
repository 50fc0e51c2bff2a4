import { useEffect, useState, type PointerEvent, type ReactNode } from 'react';

const STEP_PX = 24;

/**
 * The edge between two panes, moved by pointer or arrow keys. The width is a custom property of the document, kept for
 * the next visit.
 */
export function Splitter({
  label,
  property,
  min,
  max,
  initial,
  isRight = false,
}: {
  label: string;
  property: `--${string}`;
  min: number;
  max: number;
  initial: number;
  /** The pane whose width this is stands to the right of the edge. */
  isRight?: boolean;
}): ReactNode {
  const storageKey = `outrider.ops${property}`;
  const [width, setWidth] = useState(() => Number(localStorage.getItem(storageKey)) || initial);
  useEffect(() => {
    document.documentElement.style.setProperty(property, `${width}px`);
    localStorage.setItem(storageKey, String(width));
  }, [property, storageKey, width]);

  const resize = (by: number): void =>
    setWidth((current) => Math.round(Math.min(max, Math.max(min, current + (isRight ? -by : by)))));
  const follow = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) resize(event.movementX);
  };
  return (
    <div
      className="splitter"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={follow}
      onDoubleClick={() => setWidth(initial)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') resize(-STEP_PX);
        else if (event.key === 'ArrowRight') resize(STEP_PX);
      }}
    />
  );
}
