import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type CSSProperties, type ReactNode } from 'react';
import { age, clockFormat, duration } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { DriverState } from '../board/driver-list';
import { freshnessOf } from '../board/driver-words';
import type { Driver } from '../live/board';
import { useBoard, useMarket, useMarketNow } from '../live/use-board';
import { Empty } from '../parts/room-head';
import { useShortcuts } from '../shell/shortcuts';
import { nextStopInWords } from './route-words';

const ROW_PX = 36;
const COLUMNS = ['Driver', 'State', 'For', 'Position', 'Load', 'Next stop', 'Shift ends'];

/** One row a driver; only those in sight are in the document. */
export function DriverTable({
  drivers,
  open,
  onOpen,
}: {
  drivers: readonly Driver[];
  open: string | undefined;
  onOpen: (driverId: string) => void;
}): ReactNode {
  const ref = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: drivers.length,
    getScrollElement: () => ref.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => drivers[index]?.id ?? index,
    overscan: 8,
    scrollPaddingStart: ROW_PX,
  });
  function step(by: number): void {
    const at = drivers.findIndex(({ id }) => id === open);
    const index = Math.min(Math.max(at + by, 0), drivers.length - 1);
    const next = drivers[index];
    if (!next) return;
    virtualizer.scrollToIndex(index);
    onOpen(next.id);
  }
  useShortcuts({ j: () => step(1), k: () => step(-1) });
  return (
    <div
      ref={ref}
      className="list-pane driver-table"
      role="grid"
      aria-label="Drivers on shift"
      aria-rowcount={drivers.length + 1}
      aria-activedescendant={open === undefined ? undefined : `driver-${open}`}
      tabIndex={0}
      onKeyDown={(event) => {
        const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        step(by);
      }}
    >
      <div role="row" aria-rowindex={1} className="driver-row driver-row--head">
        {COLUMNS.map((name) => (
          <span key={name} role="columnheader">
            {name}
          </span>
        ))}
      </div>
      <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const driver = drivers[index];
          return (
            driver && (
              <DriverRow
                key={driver.id}
                driver={driver}
                rowIndex={index + 2}
                isOpen={driver.id === open}
                style={{ transform: `translateY(${start}px)` }}
                onOpen={onOpen}
              />
            )
          );
        })}
      </div>
      {drivers.length === 0 && <Empty title="Nobody is in this state." />}
    </div>
  );
}

function DriverRow({
  driver,
  rowIndex,
  isOpen,
  style,
  onOpen,
}: {
  driver: Driver;
  rowIndex: number;
  isOpen: boolean;
  style: CSSProperties;
  onOpen: (driverId: string) => void;
}): ReactNode {
  const { orders } = useBoard();
  const market = useMarket();
  const now = useMarketNow();
  const since = now - marketTime(market.clock, driver.availableSince);
  return (
    <div
      id={`driver-${driver.id}`}
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={isOpen}
      className="driver-row"
      style={style}
      onClick={() => onOpen(driver.id)}
    >
      <span role="gridcell">
        <b>{driver.name}</b> <span className="quiet">{driver.vehicle}</span>
      </span>
      <span role="gridcell">
        <DriverState driver={driver} />
      </span>
      <span role="gridcell" className="num">
        {duration(since)}
      </span>
      <span role="gridcell" className="num">
        <Freshness driver={driver} />
      </span>
      <span role="gridcell" className="num">
        {driver.load} <span className="quiet">of {driver.capacity}</span>
      </span>
      <span role="gridcell">{nextStopInWords(driver, orders)}</span>
      <span role="gridcell" className="num quiet">
        {driver.shiftEndsAt === null
          ? 'open'
          : clockFormat(market.timeZone).time(marketTime(market.clock, driver.shiftEndsAt))}
      </span>
    </div>
  );
}

/** How old the last position is: real time, because a phone does not follow the market's clock. */
export function Freshness({ driver: { position } }: { driver: Driver }): ReactNode {
  const { clock } = useMarket();
  useMarketNow();
  if (!position) return <span className="quiet">none yet</span>;
  const ageMs = Math.max(0, Date.now() + clock.serverAheadMs - position.at);
  const freshness = freshnessOf(ageMs);
  return <span className={`freshness freshness--${freshness}`}>{age(ageMs)} ago</span>;
}
