import type { ReactNode } from 'react';
import { clockFormat, count } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { useMarket } from '../live/use-board';
import type { PausedZone } from './paused-zones';
import type { Zone } from './zones';

/** Whether a zone is closed and whether it is paused, said apart: one takes no orders, the other asks no drivers. */
export function ZoneStanding({ zone, pause }: { zone: Zone; pause: PausedZone | undefined }): ReactNode {
  const market = useMarket();
  const clock = clockFormat(market.timeZone);
  const at = (instant: string): string => clock.time(marketTime(market.clock, instant));
  return (
    <>
      {zone.closed && (
        <p className="zone-panel__standing">
          <b>No orders are taken{zone.closed_at && ` since ${at(zone.closed_at)}`}.</b> {zone.closed_reason}
        </p>
      )}
      {pause && (
        <p className="zone-panel__standing">
          <b>No driver is asked until {at(pause.until)}.</b> {pause.reason} ({pause.paused_by}, {at(pause.paused_at)}).{' '}
          {pause.holds_up > 0 &&
            `${count(pause.holds_up)} ${pause.holds_up === 1 ? 'order waits' : 'orders wait'} because of it.`}
        </p>
      )}
    </>
  );
}

/** The same in two words, for a list. */
export function StandingBadges({ isClosed, isPaused }: { isClosed: boolean; isPaused: boolean }): ReactNode {
  return (
    <>
      {isClosed && <span className="badge badge--wait">closed</span>}
      {isPaused && <span className="badge badge--wait">paused</span>}
    </>
  );
}
