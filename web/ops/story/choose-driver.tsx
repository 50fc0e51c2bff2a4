import { useMemo, useState, type ReactNode } from 'react';
import { age, count, distance } from '../../shared/format';
import { metresBetween, type LatLng } from '../../shared/geo';
import { useNow } from '../../shared/ticker';
import { DriverState } from '../board/driver-list';
import { freshnessOf } from '../board/driver-words';
import { isFree } from '../board/tally';
import type { Driver } from '../live/board';
import { useBoard } from '../live/use-board';

/** Further down nobody looks: a name is typed instead. */
const SHOWN_MAX = 40;

interface Choice {
  driver: Driver;
  metres: number | null;
}

/** Drivers on shift who could take one more, the free and near ones first. */
export function ChooseDriver({
  pickup,
  chosen,
  onChoose,
}: {
  pickup: LatLng | null;
  chosen: string | null;
  onChoose: (driverId: string) => void;
}): ReactNode {
  const { drivers, market } = useBoard();
  const [name, setName] = useState('');
  const serverNow = useNow() + market.clock.serverAheadMs;
  const choices = useMemo(() => choicesOf(drivers.values(), pickup), [drivers, pickup]);
  const matching = choices.filter(({ driver }) => driver.name.toLowerCase().includes(name.toLowerCase()));
  return (
    <fieldset className="choose">
      <legend>Driver</legend>
      <input
        className="field"
        type="search"
        placeholder={`Name, of ${count(choices.length)} on shift`}
        aria-label="Find a driver by name"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <div className="choose__list">
        {matching.slice(0, SHOWN_MAX).map(({ driver, metres }) => (
          <label key={driver.id} className="choose__driver">
            <input
              type="radio"
              name="driver"
              value={driver.id}
              checked={driver.id === chosen}
              onChange={() => onChoose(driver.id)}
            />
            <b>{driver.name}</b>
            <DriverState driver={driver} />
            <span className="num">{metres === null ? 'no position' : distance(metres)}</span>
            <Freshness at={driver.position?.at ?? null} serverNow={serverNow} />
          </label>
        ))}
        {matching.length === 0 && <p className="quiet">Nobody on shift could take one more.</p>}
      </div>
    </fieldset>
  );
}

/** A position is worth a word only when it is too old to go by. */
function Freshness({ at, serverNow }: { at: number | null; serverNow: number }): ReactNode {
  if (at === null || freshnessOf(serverNow - at) === 'fresh') return <span />;
  return <span className="num quiet">{age(serverNow - at)} ago</span>;
}

function choicesOf(drivers: Iterable<Driver>, pickup: LatLng | null): Choice[] {
  return [...drivers]
    .filter(({ availability, load, capacity }) => availability === 'available' && load < capacity)
    .map((driver) => ({
      driver,
      metres: pickup && driver.position ? metresBetween(pickup, driver.position) : null,
    }))
    .sort((a, b) => Number(isFree(b.driver)) - Number(isFree(a.driver)) || nearer(a, b));
}

const nearer = (a: Choice, b: Choice): number => (a.metres ?? Infinity) - (b.metres ?? Infinity);
