import type { ReactNode } from 'react';
import { age, shortId } from '../../shared/format';
import { Icon } from '../../shared/icons';
import { StatusGlyph } from '../../shared/status-glyph';
import { useNow } from '../../shared/ticker';
import { useSetSearch } from '../search';
import { DriverState } from '../board/driver-list';
import { driverOf } from '../live/board';
import { useBoard } from '../live/use-board';

/** Who a mark on the map is, how old it is, and the orders in his hands. */
export function DriverCard({ driverId, onClose }: { driverId: string; onClose: () => void }): ReactNode {
  const { drivers, orders, market } = useBoard();
  const setSearch = useSetSearch();
  const serverNow = useNow() + market.clock.serverAheadMs;
  const driver = drivers.get(driverId);
  if (!driver) return null;
  const theirs = [...orders.values()].filter((order) => driverOf(order)?.id === driverId);
  return (
    <aside className="driver-card" aria-label={driver.name}>
      <header>
        <b>{driver.name}</b>
        <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
          <Icon name="close" size={16} />
        </button>
      </header>
      <DriverState driver={driver} />
      <p className="quiet">
        {driver.vehicle} · {driver.load} of {driver.capacity} orders
        {driver.position && <> · seen {age(serverNow - driver.position.at)} ago</>}
      </p>
      {theirs.map((order) => (
        <button
          key={order.id}
          type="button"
          className="driver-card__order"
          onClick={() => setSearch({ order: order.id })}
        >
          <StatusGlyph status={order.status} size={14} />
          <span className="mono">{shortId(order.id)}</span> {order.pickup.name} → {order.dropoff.name}
        </button>
      ))}
    </aside>
  );
}
