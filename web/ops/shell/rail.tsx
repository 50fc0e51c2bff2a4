import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { count } from '../../shared/format';
import { Icon, Logo } from '../../shared/icons';
import { useBoard } from '../live/use-board';
import { ROOMS } from '../rooms';
import { useOpsSearch } from '../search';
import { useShortcuts } from './shortcuts';

/** How long `G` waits for the room's letter. */
const CHORD_MS = 1500;

export function Rail(): ReactNode {
  const { market } = useOpsSearch();
  useGoKeys(market);
  return (
    <nav className="rail" aria-label="Rooms">
      <span className="rail__logo">
        <Logo />
      </span>
      {ROOMS.map(({ path, key, label, title, icon }) => (
        <Link
          key={path}
          to={path}
          search={{ market }}
          className="rail__room"
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
          title={`${title} (G ${key.toUpperCase()})`}
          aria-label={title}
        >
          <Icon name={icon} size={22} />
          {label}
          {path === '/escalations' && <Badge />}
        </Link>
      ))}
    </nav>
  );
}

/** How many orders need a person now. */
function Badge(): ReactNode {
  const { orders } = useBoard();
  let escalated = 0;
  for (const { rung } of orders.values()) if (rung > 0) escalated += 1;
  return escalated > 0 && <span className="rail__badge">{escalated > 99 ? '99+' : count(escalated)}</span>;
}

/** `G`, then the letter of a room. */
function useGoKeys(market: string | undefined): void {
  const navigate = useNavigate();
  /** When `G` was pressed, by the events' own clock: a page that is busy must not lose the second key. */
  const pressedAt = useRef(-Infinity);
  useShortcuts({
    g: ({ timeStamp }) => {
      pressedAt.current = timeStamp;
    },
  });
  // Before the shortcuts of the rooms, so that `G A` does not also assign.
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.timeStamp - pressedAt.current > CHORD_MS || event.key === 'g') return;
      pressedAt.current = -Infinity;
      const room = ROOMS.find(({ key }) => key === event.key.toLowerCase());
      if (!room) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void navigate({ to: room.path, search: { market } });
    }
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => removeEventListener('keydown', onKeyDown, { capture: true });
  }, [navigate, market]);
}
