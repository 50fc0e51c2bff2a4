import type { ReactNode } from 'react';
import { count, duration, MISSING } from '../../shared/format';
import { Empty } from '../parts/room-head';
import { usePausedZones } from './paused-zones';
import { StandingBadges } from './zone-standing';
import type { Zone } from './zones';

/** The worst first: that is what somebody comes here for. */
export function ZoneList({
  zones,
  onChoose,
}: {
  zones: readonly Zone[];
  onChoose: (zoneId: string) => void;
}): ReactNode {
  const { data: pausedZones = [] } = usePausedZones();
  const paused = new Set(pausedZones.map(({ zone_id }) => zone_id));
  if (zones.length === 0) {
    return (
      <Empty title="No zones yet.">
        <span className="quiet">
          Orders belong to the cell of a grid that they fall into. Draw the first zone to name a place.
        </span>
      </Empty>
    );
  }
  const sorted = [...zones].sort((a, b) => scoreOf(a) - scoreOf(b) || a.name.localeCompare(b.name));
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Zone</th>
          <th scope="col" className="num">
            Health
          </th>
          <th scope="col" className="num">
            Waiting
          </th>
          <th scope="col" className="num">
            Longest
          </th>
          <th scope="col" className="num">
            Free
          </th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((zone) => (
          <tr key={zone.id}>
            <th scope="row">
              <button type="button" className="table__link" onClick={() => onChoose(zone.id)}>
                {zone.name}
              </button>
              <StandingBadges isClosed={zone.closed} isPaused={paused.has(zone.id)} />
            </th>
            <td className="num">
              <Score zone={zone} />
            </td>
            <td className="num">{zone.health ? count(zone.health.waiting) : MISSING}</td>
            <td className="num">{zone.health?.oldest_wait_s ? duration(zone.health.oldest_wait_s * 1000) : MISSING}</td>
            <td className="num">{zone.health ? count(zone.health.drivers_free) : MISSING}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const scoreOf = ({ health }: Zone): number => health?.score ?? 101;

/** The number, and its band as a mark; no number where there is nothing to go by. */
export function Score({ zone: { health } }: { zone: Zone }): ReactNode {
  const band = health?.band ?? null;
  return (
    <span className="score">
      <svg width="12" height="12" aria-hidden>
        <rect
          x="0.5"
          y="0.5"
          width="11"
          height="11"
          rx="2"
          fill={band === null ? 'none' : `var(--z${band})`}
          stroke="var(--line-2)"
          strokeDasharray={band === null ? '2 2' : undefined}
        />
      </svg>
      <b>{health?.score ?? MISSING}</b>
    </span>
  );
}
