import { useState, type ReactNode } from 'react';
import { clockFormat, count } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { useMarket } from '../live/use-board';
import { useObstacleFor } from '../parts/act';
import { usePausedZones } from './paused-zones';
import { ZoneDialog } from './zone-dialog';
import { useZoneName, type Zone } from './zones';

/** Cells of the grid for which nobody is asked: they have no panel of their own, and must not be forgotten. */
export function PausedCells({ zones }: { zones: readonly Zone[] }): ReactNode {
  const market = useMarket();
  const clock = clockFormat(market.timeZone);
  const nameOf = useZoneName();
  const obstacle = useObstacleFor('operator');
  const { data: pausedZones = [] } = usePausedZones();
  const [asked, setAsked] = useState<string | null>(null);
  const cells = pausedZones.filter(({ zone_id }) => !zones.some(({ id }) => id === zone_id));
  if (cells.length === 0) return null;
  return (
    <section className="paused-cells" aria-labelledby="paused-cells">
      <h3 id="paused-cells">Outside of all zones, nobody is asked in</h3>
      <ul>
        {cells.map(({ zone_id, until, reason, holds_up }) => (
          <li key={zone_id}>
            <span>
              <b>{nameOf(zone_id)}</b> until {clock.time(marketTime(market.clock, until))}: {reason}
              <small className="quiet"> {count(holds_up)} waiting</small>
            </span>
            <button
              type="button"
              className="button"
              disabled={obstacle !== null}
              title={obstacle ?? undefined}
              onClick={() => setAsked(zone_id)}
            >
              Ask again
            </button>
          </li>
        ))}
      </ul>
      {asked && (
        <ZoneDialog zone={{ id: asked, name: nameOf(asked) }} question="resume" onClose={() => setAsked(null)} />
      )}
    </section>
  );
}
