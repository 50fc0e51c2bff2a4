import type { ReactNode } from 'react';
import { count } from '../../shared/format';
import { excludedByReason, reasonInWords, type DecisionPlaces, type DriverOnMap } from './decision';

/** Who was not asked and why, by name as far as the record keeps names. */
export function LeftOut({
  places: { drivers, excluded_total },
  active,
  onActive,
}: {
  places: DecisionPlaces;
  active: string | null;
  onActive: (driverId: string | null) => void;
}): ReactNode {
  if (excluded_total === 0) return <p className="quiet">Nobody was left out.</p>;
  const groups = excludedByReason(drivers);
  const more = excluded_total - drivers.filter(({ part }) => part === 'excluded').length;
  return (
    <div className="left-out">
      <h3>Not asked</h3>
      <dl>
        {groups.map(([reason, members]) => (
          <div key={reason}>
            <dt>
              {reasonInWords(reason)} <span className="num">{count(members.length)}</span>
            </dt>
            <dd>
              {members.map((driver) => (
                <Name key={driver.id} driver={driver} isActive={driver.id === active} onActive={onActive} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
      {more > 0 && <p className="quiet">{count(more)} more, whom the record does not name.</p>}
    </div>
  );
}

function Name({
  driver: { id, name },
  isActive,
  onActive,
}: {
  driver: DriverOnMap;
  isActive: boolean;
  onActive: (driverId: string | null) => void;
}): ReactNode {
  return (
    <span data-active={isActive || undefined} onPointerEnter={() => onActive(id)} onPointerLeave={() => onActive(null)}>
      {name}
    </span>
  );
}
