import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { Icon } from '../../shared/icons';
import { useObstacleFor } from '../parts/act';
import { useOpsSearch } from '../search';
import { ZoneDialog } from './zone-dialog';
import type { ZoneQuestion } from './zone-question';
import type { Zone } from './zones';

/** What can be done with a zone: both closings, its border, its orders. */
export function ZoneActions({
  zone,
  isPaused,
  onRedraw,
}: {
  zone: Zone;
  isPaused: boolean;
  onRedraw: () => void;
}): ReactNode {
  const { market: wanted } = useOpsSearch();
  const [asked, setAsked] = useState<ZoneQuestion | null>(null);
  const operator = useObstacleFor('operator');
  const manager = useObstacleFor('manager');
  return (
    <div className="zone-panel__actions">
      <button
        type="button"
        className={isPaused ? 'button button--primary' : 'button'}
        disabled={operator !== null}
        title={operator ?? undefined}
        onClick={() => setAsked(isPaused ? 'resume' : 'pause')}
      >
        <Icon name={isPaused ? 'check' : 'pause'} size={15} /> {isPaused ? 'Ask drivers again' : 'Ask no drivers'}
      </button>
      <button
        type="button"
        className={zone.closed ? 'button button--primary' : 'button'}
        disabled={operator !== null}
        title={operator ?? undefined}
        onClick={() => setAsked(zone.closed ? 'open' : 'close')}
      >
        <Icon name={zone.closed ? 'check' : 'close'} size={15} /> {zone.closed ? 'Take orders again' : 'Take no orders'}
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
      {asked && <ZoneDialog zone={zone} question={asked} onClose={() => setAsked(null)} />}
    </div>
  );
}
