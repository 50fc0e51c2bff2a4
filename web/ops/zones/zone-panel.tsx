import type { ReactNode } from 'react';
import { age, count, duration, MISSING } from '../../shared/format';
import { Icon } from '../../shared/icons';
import { marketTime } from '../../shared/market-clock';
import { useMarket, useMarketNow } from '../live/use-board';
import { usePausedZones } from './paused-zones';
import { area } from './ring';
import { ZoneActions } from './zone-actions';
import { StandingBadges, ZoneStanding } from './zone-standing';
import { ZoneHistory } from './zone-history';
import { Score } from './zone-list';
import type { Zone } from './zones';

/** One zone: how it is, what it holds, and what can be done with it. */
export function ZonePanel({
  zone,
  onRedraw,
  onClose,
}: {
  zone: Zone;
  onRedraw: () => void;
  onClose: () => void;
}): ReactNode {
  const { data: pausedZones = [] } = usePausedZones();
  const pause = pausedZones.find(({ zone_id }) => zone_id === zone.id);
  return (
    <article className="zone-panel">
      <header className="zone-panel__head">
        <h2>{zone.name}</h2>
        <Score zone={zone} />
        <StandingBadges isClosed={zone.closed} isPaused={pause !== undefined} />
        <span className="room-head__space" />
        <button type="button" className="icon-button" aria-label="Back to all zones" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <ZoneStanding zone={zone} pause={pause} />
      <Health zone={zone} />
      <ZoneHistory zoneId={zone.id} />
      <ZoneActions zone={zone} isPaused={pause !== undefined} onRedraw={onRedraw} />
    </article>
  );
}

function Health({ zone: { health, area_m2 } }: { zone: Zone }): ReactNode {
  const { clock } = useMarket();
  const now = useMarketNow();
  return (
    <dl className="pairs">
      <dt>Orders without a driver</dt>
      <dd className="num">{health ? count(health.waiting) : MISSING}</dd>
      <dt>Longest wait</dt>
      <dd className="num">{health?.oldest_wait_s ? duration(health.oldest_wait_s * 1000) : MISSING}</dd>
      <dt>Drivers who could be asked now</dt>
      <dd className="num">{health ? count(health.drivers_free) : MISSING}</dd>
      <dt>Orders that drivers could take</dt>
      <dd className="num">{health ? health.supply.toFixed(1) : MISSING}</dd>
      <dt>Orders that wait or are expected</dt>
      <dd className="num">{health ? health.demand.toFixed(1) : MISSING}</dd>
      <dt>In this band for</dt>
      <dd className="num">{health ? age(now - marketTime(clock, health.since)) : MISSING}</dd>
      <dt>Area</dt>
      <dd className="num">{area(area_m2)}</dd>
    </dl>
  );
}
