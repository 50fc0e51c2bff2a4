import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons';
import { useNow } from '../../shared/ticker';
import { useConnection } from '../live/follow';
import { useMarketWords } from '../live/use-market';
import { useActions } from '../queue/queue';

/** A stream that comes back at once is no news. */
const PATIENCE_MS = 1_500;

export function OfflineBar(): ReactNode {
  const { downSince } = useConnection();
  const { time } = useMarketWords();
  const now = useNow();
  const waiting = useActions().filter(({ state }) => state === 'waiting').length;
  if (downSince === null || (now - downSince < PATIENCE_MS && navigator.onLine)) return null;
  return (
    <div className="offline" role="alert">
      <Icon name="no-signal" size={28} />
      <p>
        <b>No connection since {time(downSince)}</b>
        <br />
        {waiting === 0
          ? 'You can go on: what you do is kept and sent later'
          : `${saved(waiting)}, sent in order when you are back`}
      </p>
    </div>
  );
}

const saved = (count: number): string =>
  count === 1 ? '1 action saved on this phone' : `${count} actions saved on this phone`;
