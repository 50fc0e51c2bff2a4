import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { clockFormat, duration, shortId } from '../../shared/format';
import { Icon } from '../../shared/icons';
import { marketTime } from '../../shared/market-clock';
import { StatusGlyph } from '../../shared/status-glyph';
import { DriverState } from '../board/driver-list';
import { driverOf, type Driver } from '../live/board';
import { useBoard, useMarketNow } from '../live/use-board';
import { useOpsSearch } from '../search';
import { DriverActions } from './driver-actions';
import { useDriverDetail } from './driver-detail';
import { DriverRecord } from './driver-record';
import { Freshness } from './driver-table';
import { stopInWords } from './route-words';

/** One driver: what is known at this moment, and what is ahead. */
export function DriverPanel({ driverId, onClose }: { driverId: string; onClose: () => void }): ReactNode {
  const driver = useBoard().drivers.get(driverId);
  const { data: detail } = useDriverDetail(driverId, driver?.version);
  return (
    <section className="story driver-panel" aria-label="Driver">
      <header className="story__head">
        <div className="story__title">
          <h2>{driver?.name ?? detail?.name ?? 'Driver'}</h2>
          {driver && (
            <span className="badge badge--quiet">
              <DriverState driver={driver} />
            </span>
          )}
          <span className="story__space" />
          <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        {driver && <Facts driver={driver} />}
        {detail?.taken_out && (
          <p className="zone-panel__standing">
            <b>Taken out{detail.taken_out.by && ` by ${detail.taken_out.by}`}.</b> {detail.taken_out.reason}
          </p>
        )}
      </header>
      <div className="story__body" tabIndex={0} role="region" aria-label="About the driver">
        {driver ? (
          <>
            <Route driver={driver} />
            <Orders driver={driver} />
          </>
        ) : (
          <p className="story__empty">No shift at the moment.</p>
        )}
        {detail && <DriverRecord detail={detail} />}
        {detail && <DriverActions detail={detail} />}
      </div>
    </section>
  );
}

function Facts({ driver }: { driver: Driver }): ReactNode {
  const { market } = useBoard();
  const now = useMarketNow();
  const clock = clockFormat(market.timeZone);
  return (
    <dl className="pairs">
      <dt>In this state for</dt>
      <dd className="num">{duration(now - marketTime(market.clock, driver.availableSince))}</dd>
      <dt>Last position</dt>
      <dd className="num">
        <Freshness driver={driver} />
      </dd>
      <dt>Carries</dt>
      <dd className="num">
        {driver.load} of {driver.capacity}, by {driver.vehicle}
      </dd>
      <dt>Shift ends</dt>
      <dd className="num">
        {driver.shiftEndsAt === null ? 'when it is enough' : clock.time(marketTime(market.clock, driver.shiftEndsAt))}
      </dd>
    </dl>
  );
}

function Route({ driver }: { driver: Driver }): ReactNode {
  const { orders, market } = useBoard();
  const clock = clockFormat(market.timeZone);
  if (driver.stops.length === 0) return null;
  return (
    <section className="story__section" aria-labelledby="route">
      <h3 id="route">Route</h3>
      <ol className="stops">
        {driver.stops.map((stop, index) => (
          <li key={`${stop.orderId} ${stop.kind}`} data-kind={stop.kind}>
            <span className="stops__mark" aria-hidden>
              {index + 1}
            </span>
            <span>{stopInWords(stop, orders)}</span>
            <span className="num quiet">
              {stop.plannedAt !== null && clock.time(marketTime(market.clock, stop.plannedAt))}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Orders({ driver }: { driver: Driver }): ReactNode {
  const { orders } = useBoard();
  const { market } = useOpsSearch();
  const theirs = [...orders.values()].filter((order) => driverOf(order)?.id === driver.id);
  if (theirs.length === 0) return <p className="story__empty">No orders in hand.</p>;
  return (
    <section className="story__section" aria-labelledby="their-orders">
      <h3 id="their-orders">Orders</h3>
      {theirs.map((order) => (
        <Link key={order.id} to="/" search={{ market, order: order.id }} className="driver-card__order">
          <StatusGlyph status={order.status} size={14} />
          <span className="mono">{shortId(order.id)}</span> {order.pickup.name} → {order.dropoff.name}
        </Link>
      ))}
    </section>
  );
}
