import type { ReactNode } from 'react';

const HEIGHT = 96;
const WIDTH = 400;
const LEFT = 26;
/** Where one band of health ends and the next begins. */
const BANDS = [0, 20, 40, 60, 80, 100];

const y = (score: number): number => 4 + (1 - score / 100) * (HEIGHT - 8);

/** A course from 0 to 100 against the bands that zones are coloured by. Gaps stay gaps. */
export function HealthChart({ values, label }: { values: readonly (number | null)[]; label: string }): ReactNode {
  const x = (index: number): number => LEFT + (index / Math.max(1, values.length - 1)) * (WIDTH - LEFT - 2);
  const path = values
    .map((value, index) => {
      if (value === null) return '';
      const isStart = index === 0 || values[index - 1] === null;
      return `${isStart ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join('');
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" role="img" aria-label={label} className="health-chart">
      {BANDS.slice(0, -1).map((from, index) => (
        <rect
          key={from}
          x={LEFT}
          y={y(from + 20)}
          width={WIDTH - LEFT - 2}
          height={y(from) - y(from + 20)}
          opacity="0.35"
          style={{ fill: `var(--z${4 - index})` }}
        />
      ))}
      {BANDS.map((score) => (
        <g key={score}>
          <line x1={LEFT} x2={WIDTH - 2} y1={y(score)} y2={y(score)} stroke="var(--line)" strokeWidth="0.6" />
          {score % 40 === 20 || score === 0 || score === 100 ? (
            <text x={LEFT - 5} y={y(score) + 3.5} textAnchor="end" fontSize="10" fill="var(--ink-3)">
              {score}
            </text>
          ) : null}
        </g>
      ))}
      <path d={path} fill="none" stroke="var(--ink)" strokeWidth="1.8" strokeLinejoin="round" />
    </svg>
  );
}
