import { useMemo, type ReactNode } from 'react';
import { count } from '../../shared/format';
import { useNow } from '../../shared/ticker';
import { useBoard } from '../live/use-board';
import { RoomHead, Segments } from '../parts/room-head';
import { useOpsSearch, useSetSearch } from '../search';
import { useShortcuts } from '../shell/shortcuts';
import { Splitter } from '../shell/splitter';
import { DriverPanel } from './driver-panel';
import { DriverTable } from './driver-table';
import { arrangeDrivers, DRIVER_STATES, isDriverState, isIn, type DriverState } from './driver-filter';

/** How often the list is put in order again when nobody has moved. */
const ARRANGE_EVERY_MS = 5000;

const LABELS: Record<DriverState, string> = {
  free: 'Free',
  busy: 'Busy',
  asked: 'Asked',
  on_break: 'On break',
  paused: 'Paused',
  silent: 'Silent',
};

/** Everybody on shift: what they do, how fresh that is, and what is ahead of them. */
export default function DriversRoom(): ReactNode {
  const { drivers, market } = useBoard();
  const { state, driver: open, q = '' } = useOpsSearch();
  const setSearch = useSetSearch();
  const chosen = isDriverState(state) ? state : null;
  const beat = Math.floor(useNow() / ARRANGE_EVERY_MS) * ARRANGE_EVERY_MS;
  const serverNow = beat + market.clock.serverAheadMs;
  const shown = useMemo(
    () => arrangeDrivers(drivers.values(), { state: chosen, query: q }, serverNow),
    [drivers, chosen, q, serverNow],
  );
  const options = useMemo(
    () => [
      ['all', <Label key="all" text="All" many={drivers.size} />] as const,
      ...DRIVER_STATES.map((name) => {
        const many = [...drivers.values()].filter((driver) => isIn(name, driver, serverNow)).length;
        return [name, <Label key={name} text={LABELS[name]} many={many} />] as const;
      }),
    ],
    [drivers, serverNow],
  );
  useShortcuts({
    Escape: () => setSearch(open === undefined ? { state: undefined, q: undefined } : { driver: undefined }),
  });
  return (
    <main className="room__main">
      <RoomHead title="Drivers">
        <input
          className="field room-head__find"
          type="search"
          placeholder="Name"
          aria-label="Find a driver by name"
          value={q}
          onChange={(event) => setSearch({ q: event.target.value || undefined })}
        />
        <Segments
          label="Show"
          value={chosen ?? 'all'}
          options={options}
          onChoose={(value) => setSearch({ state: value === 'all' ? undefined : value })}
        />
      </RoomHead>
      <div className="panes panes--list" data-story={open !== undefined || undefined}>
        <DriverTable drivers={shown} open={open} onOpen={(driver) => setSearch({ driver })} />
        {open !== undefined && (
          <>
            <Splitter label="Width of the driver" property="--story-width" min={340} max={640} initial={404} isRight />
            <DriverPanel driverId={open} onClose={() => setSearch({ driver: undefined })} />
          </>
        )}
      </div>
    </main>
  );
}

const Label = ({ text, many }: { text: string; many: number }): ReactNode => (
  <>
    {text} <small className="num">{count(many)}</small>
  </>
);
