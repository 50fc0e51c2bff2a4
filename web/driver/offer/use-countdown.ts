import { useNow } from '../../shared/ticker';
import { useWorld } from '../live/follow';
import type { Offer } from '../live/wire';

export interface Countdown {
  leftMs: number;
  /** 1 when it was opened, 0 when it ends. */
  share: number;
}

/** What is left of an offer by the server's clock, whatever this phone's says. */
export function useCountdown({ opened_at, expires_at }: Offer): Countdown {
  const { serverAheadMs } = useWorld();
  const endsAt = Date.parse(expires_at);
  const leftMs = Math.max(0, endsAt - (useNow() + serverAheadMs));
  return { leftMs, share: Math.min(1, leftMs / Math.max(1, endsAt - Date.parse(opened_at))) };
}
