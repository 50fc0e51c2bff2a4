import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { age, clockFormat, count, duration, MISSING } from '../../shared/format';
import { Icon } from '../../shared/icons';
import { marketTime } from '../../shared/market-clock';
import { useMarket, useMarketNow } from '../live/use-board';
import { useObstacleFor } from '../parts/act';
import { useOpsSearch } from '../search';
import { area } from './ring';
import { ZoneDialog, type ZoneQuestion } from './zone-dialog';
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
  const market = useMarket();
  const { market: wanted } = useOpsSearch();
  const [asked, setAsked] = useState<ZoneQuestion | null>(null);
  const operator = useObstacleFor('operator');
  const manager = useObstacleFor('manager');
  return (
    <article className="zone-panel">
      <header className="zone-panel__head">
        <h2>{zone.name}</h2>
        <Score zone={zone} />
        {zone.closed && <span className="badge badge--wait">closed</span>}
        <span className="room-head__space" />
        <button type="button" className="icon-button" aria-label="Back to all zones" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {zone.closed && (
        <p className="zone-panel__closed">
          <b>
            No orders are taken
            {zone.closed_at && ` since ${clockFormat(market.timeZone).time(marketTime(market.clock, zone.closed_at))}`}.
          </b>{' '}
          {zone.closed_reason}
        </p>
      )}
      <Health zone={zone} />
      <ZoneHistory zoneId={zone.id} />
      <div className="zone-panel__actions">
        <button
          type="button"
          className={zone.closed ? 'button button--primary' : 'button'}
          disabled={operator !== null}
          title={operator ?? undefined}
          onClick={() => setAsked(zone.closed ? 'open' : 'close')}
        >
          <Icon name={zone.closed ? 'check' : 'pause'} size={15} /> {zone.closed ? 'Open it' : 'Close it'}
        </button>
        <button
          type="button"
          className="button"
          disabled={manager !== null}
          title={manager ?? undefined}
          onClick={onRedraw}
        >
          <Icon name="pencil" size={15} /> Rename or redraw
        </button>
        <button
          type="button"
          className="button"
          disabled={manager !== null}
          title={manager ?? undefined}
          onClick={() => setAsked('remove')}
        >
          <Icon name="trash" size={15} /> Remove
        </button>
        <Link to="/" search={{ market: wanted, zone: zone.id }} className="button">
          Its orders
        </Link>
      </div>
      {asked && <ZoneDialog zone={zone} question={asked} onClose={() => setAsked(null)} />}
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
