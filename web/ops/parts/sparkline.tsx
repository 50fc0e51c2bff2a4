import type { ReactNode } from 'react';

/** A course of values, smaller than a word needs; what it says stands beside it. Gaps stay gaps. */
export function Sparkline({
  values,
  label,
  width = 92,
  height = 22,
  max: given,
}: {
  values: readonly (number | null)[];
  label: string;
  width?: number;
  height?: number;
  /** Where the scale is known: health goes to 100. */
  max?: number;
}): ReactNode {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const max = given ?? Math.max(...known);
  const min = given === undefined ? Math.min(...known) : 0;
  const x = (index: number): number => (index / (values.length - 1)) * (width - 2) + 1;
  const y = (value: number): number => height - 2 - ((value - min) / (max - min || 1)) * (height - 4);
  const path = values
    .map((value, index) => {
      if (value === null) return '';
      const isStart = index === 0 || values[index - 1] === null;
      return `${isStart ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join('');
  return (
    <svg width={width} height={height} role="img" aria-label={label} className="sparkline">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  );
}
