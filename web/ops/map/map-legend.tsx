import type { ReactNode } from 'react';

const CHEVRON = 'M7 1 12 12.6 7 9.8 2 12.6Z';

const MARKS: readonly (readonly [label: string, mark: ReactNode])[] = [
  ['free', <path key="" d={CHEVRON} fill="var(--done)" />],
  ['busy', <path key="" d={CHEVRON} fill="var(--move)" />],
  ['silent', <path key="" d={CHEVRON} fill="none" stroke="var(--ink-3)" strokeDasharray="2 1.6" />],
  ['needs a driver', <Square key="" color="var(--wait)" />],
  [
    'offered',
    <g key="">
      <Square color="var(--offer)" />
      <rect x="5.3" y="5.3" width="3.4" height="3.4" fill="var(--offer)" />
    </g>,
  ],
  ['to pickup', <rect key="" x="3" y="3" width="8" height="8" rx="1.5" fill="var(--move)" />],
  ['carried', <circle key="" cx="7" cy="7" r="4.4" fill="var(--carry)" />],
  ['escalated', <rect key="" x="1" y="1" width="12" height="12" rx="2" fill="var(--alarm)" />],
];

function Square({ color }: { color: string }): ReactNode {
  return <rect x="2" y="2" width="10" height="10" rx="1.5" fill="none" stroke={color} strokeWidth="2" />;
}

export function MapLegend({ hasZones, isBare = false }: { hasZones: boolean; isBare?: boolean }): ReactNode {
  return (
    <div className="map-legend">
      {hasZones && <HealthRamp />}
      {!isBare && <Marks />}
    </div>
  );
}

function Marks(): ReactNode {
  return (
    <ul className="map-legend__marks" aria-label="Marks on the map">
      {MARKS.map(([label, mark]) => (
        <li key={label}>
          <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden>
            {mark}
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}

/** Drawn as SVG, because backgrounds vanish in forced colours. */
function HealthRamp(): ReactNode {
  return (
    <p className="map-legend__ramp">
      Zone health
      <svg width="106" height="10" role="img" aria-label="from 100, uncoloured, to 0, darkest and hatched">
        {[0, 1, 2, 3, 4].map((band) => (
          <rect
            key={band}
            x={band * 21 + 0.5}
            y="0.5"
            width="21"
            height="9"
            fill={`var(--z${band})`}
            stroke="var(--line-2)"
            strokeWidth={band === 0 ? 1 : 0}
          />
        ))}
      </svg>
      <span>100 → 0</span>
    </p>
  );
}
