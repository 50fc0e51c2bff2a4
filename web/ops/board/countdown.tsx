import type { ReactNode } from 'react';
import { duration } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { useMarket, useMarketNow } from '../live/use-board';

/** Time left until a deadline of the server. At its end the server is about to speak, and nobody else may. */
export function Countdown({ at }: { at: number }): ReactNode {
  const left = marketTime(useMarket().clock, at) - useMarketNow();
  if (left <= 0) return <span className="countdown countdown--over">deciding…</span>;
  return (
    <span className="countdown num" role="timer">
      {duration(left)}
    </span>
  );
}
