import type { ReactNode } from 'react';
import { age, count } from '../../shared/format';
import { familyColor } from '../../shared/statuses';
import { useNow } from '../../shared/ticker';
import type { Driver } from '../live/board';
import { useBoard } from '../live/use-board';
import { useShortcuts } from '../shell/shortcuts';
import { useSetSearch } from '../search';
import { driverLook } from './driver-words';
import { isFree } from './tally';

/** Drivers on shift, the free ones first, with how old their position is. */
export function DriverList(): ReactNode {
  const { drivers, market } = useBoard();
  const serverNow = useNow() + market.clock.serverAheadMs;
  const setSearch = useSetSearch();
  const close = (): void => setSearch({ show: undefined });
  useShortcuts({ Escape: close });
  const sorted = [...drivers.values()].sort(freeFirst);
  return (
    <>
      <div className="filter-bar">
        <b>Drivers on shift</b>
        <span className="quiet">{count(drivers.size)}</span>
        <span className="filter-bar__space" />
        <button type="button" className="chip" onClick={close}>
          Back to orders
        </button>
      </div>
      <div className="driver-list" tabIndex={0} role="region" aria-label="Drivers on shift">
        <table>
          <thead>
            <tr>
              <th scope="col">Driver</th>
              <th scope="col">State</th>
              <th scope="col">Vehicle</th>
              <th scope="col" className="num">
                Position
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((driver) => (
              <tr key={driver.id}>
                <td>{driver.name}</td>
                <td>
                  <DriverState driver={driver} />
                </td>
                <td className="quiet">{driver.vehicle}</td>
                <td className="num quiet">{driver.position ? age(serverNow - driver.position.at) : 'unknown'}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {sorted.length === 0 && <p className="board-pane__empty">Nobody is on shift.</p>}
      </div>
    </>
  );
}

export function DriverState({ driver }: { driver: Driver }): ReactNode {
  const { family, label } = driverLook(driver);
  return (
    <span className="driver-state">
      <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden style={{ color: familyColor(family) }}>
        <path d="M6 .8 11 11.2 6 8.8 1 11.2Z" fill="currentColor" />
      </svg>
      {label}
    </span>
  );
}

const freeFirst = (a: Driver, b: Driver): number =>
  Number(isFree(b)) - Number(isFree(a)) || a.name.localeCompare(b.name);
