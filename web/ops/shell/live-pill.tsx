import type { ReactNode } from 'react';
import { age } from '../../shared/format';
import { useNow } from '../../shared/ticker';
import { useConnection } from '../live/connection';

/** The server's heart beats every 15 s when nothing happens: longer silence means that something is wrong. */
const STALE_MS = 20_000;

/** How old everything on this page is. */
export function LivePill(): ReactNode {
  const now = useNow();
  const { phase, lastSignAt } = useConnection();
  const silentMs = Math.max(0, now - lastSignAt);
  if (phase === 'connecting') return <Pill tone="quiet">Connecting…</Pill>;
  if (phase === 'offline') return <Pill tone="alarm">Offline</Pill>;
  if (silentMs > STALE_MS) return <Pill tone="wait">{age(silentMs)} old</Pill>;
  return <Pill tone="live">Live</Pill>;
}

function Pill({ tone, children }: { tone: 'quiet' | 'live' | 'wait' | 'alarm'; children: ReactNode }): ReactNode {
  return (
    <span className={`live-pill live-pill--${tone}`}>
      <span className="live-pill__dot" aria-hidden />
      {children}
    </span>
  );
}
