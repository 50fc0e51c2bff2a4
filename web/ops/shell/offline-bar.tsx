import type { ReactNode } from 'react';
import { clockFormat } from '../../shared/format';
import { marketNow } from '../../shared/market-clock';
import { useNow } from '../../shared/ticker';
import { useConnection } from '../live/connection';
import { useMarket } from '../live/use-board';

/** A break shorter than this is a reconnect that nobody needs to read about. */
const SHOW_AFTER_MS = 2000;

/** Names a moment and not an age: the alert is read out again whenever its text changes. */
export function OfflineBar(): ReactNode {
  const now = useNow();
  const market = useMarket();
  const { phase, downSince } = useConnection();
  if (phase !== 'offline' || downSince === null || now - downSince < SHOW_AFTER_MS) return null;
  const since = clockFormat(market.timeZone).precise(marketNow(market.clock, downSince));
  return (
    <div className="offline-bar" role="alert">
      <strong>No connection since {since}.</strong> The board is as old as that. Trying again by itself.
    </div>
  );
}
