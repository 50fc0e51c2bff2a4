import type { ReactNode } from 'react';
import { clockFormat, count } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { useMarket } from '../live/use-board';
import type { ZoneClosure } from './closures';
import type { Zone } from './zones';

/** What of a zone is closed, said apart: one refuses orders, the other only asks nobody for those that are there. */
export function ZoneClosed({ zone, closure }: { zone: Zone; closure: ZoneClosure | undefined }): ReactNode {
  const market = useMarket();
  const clock = clockFormat(market.timeZone);
  const at = (instant: string): string => clock.time(marketTime(market.clock, instant));
  return (
    <>
      {zone.closed && (
        <p className="zone-panel__closed">
          <b>No orders are taken{zone.closed_at && ` since ${at(zone.closed_at)}`}.</b> {zone.closed_reason}
        </p>
      )}
      {closure && (
        <p className="zone-panel__closed">
          <b>No driver is asked until {at(closure.until)}.</b> {closure.reason} ({closure.paused_by},{' '}
          {at(closure.paused_at)}).{' '}
          {closure.holds_up > 0 &&
            `${count(closure.holds_up)} ${closure.holds_up === 1 ? 'order waits' : 'orders wait'} because of it.`}
        </p>
      )}
    </>
  );
}

/** The same in two words, for a list. */
export function ClosedBadges({ isClosed, isPaused }: { isClosed: boolean; isPaused: boolean }): ReactNode {
  return (
    <>
      {isClosed && <span className="badge badge--wait">no orders</span>}
      {isPaused && <span className="badge badge--wait">nobody asked</span>}
    </>
  );
}
