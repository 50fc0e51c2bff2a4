import type { ReactNode } from 'react';
import { clockFormat, shortId } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { StatusGlyph } from '../../shared/status-glyph';
import { useBoard, useMarket } from '../live/use-board';
import { useSetSearch } from '../search';
import { useZoneName } from '../zones/zones';
import { gist, typeInWords, type AuditEvent } from './audit-event';

export function AuditTable({
  events,
  open,
  onOpen,
}: {
  events: readonly AuditEvent[];
  open: string | undefined;
  onOpen: (eventId: string) => void;
}): ReactNode {
  const market = useMarket();
  const clock = clockFormat(market.timeZone);
  return (
    <table className="table audit">
      <thead>
        <tr>
          <th scope="col">Market time</th>
          <th scope="col">What</th>
          <th scope="col">Who</th>
          <th scope="col">About</th>
          <th scope="col">Why, or what else</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => {
          const at = marketTime(market.clock, event.occurred_at);
          return (
            <tr key={event.id} data-open={event.id === open || undefined} onClick={() => onOpen(event.id)}>
              <td className="audit__time">
                <time dateTime={event.occurred_at}>
                  <span className="quiet">{clock.day(at)}</span> {clock.precise(at)}
                </time>
              </td>
              <th scope="row">
                <button type="button" className="table__link" onClick={() => onOpen(event.id)}>
                  {event.status_to !== null && event.order_id !== null && (
                    <StatusGlyph status={event.status_to} size={14} />
                  )}
                  {typeInWords(event.type)}
                </button>
              </th>
              <td>
                <Who actor={event.actor} />
              </td>
              <td>
                <About event={event} />
              </td>
              <td className="audit__gist">{gist(event, market.currency)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Drivers and merchants act under their IDs; the board knows what most of them are called. */
function Who({ actor: { type, id } }: { actor: AuditEvent['actor'] }): ReactNode {
  const { drivers, orders } = useBoard();
  if (type === 'system') return <span className="quiet">system</span>;
  if (type === 'driver') return drivers.get(id)?.name ?? `driver ${shortId(id)}`;
  if (type !== 'merchant') return id;
  const theirs = [...orders.values()].find(({ merchant }) => merchant.id === id);
  return theirs?.merchant.name ?? `merchant ${shortId(id)}`;
}

/** Each thing that it concerns narrows the list down to that thing. */
function About({ event: { order_id, driver_id, zone_id, subject_id } }: { event: AuditEvent }): ReactNode {
  const { drivers } = useBoard();
  const zoneName = useZoneName();
  const setSearch = useSetSearch();
  return (
    <span className="chips">
      {order_id !== null && (
        <Pin label={shortId(order_id)} what="order" isMono onPin={() => setSearch({ order: order_id })} />
      )}
      {driver_id !== null && (
        <Pin
          label={drivers.get(driver_id)?.name ?? `driver ${shortId(driver_id)}`}
          what="driver"
          onPin={() => setSearch({ driver: driver_id })}
        />
      )}
      {order_id === null && zone_id !== null && (
        <Pin label={zoneName(zone_id)} what="zone" onPin={() => setSearch({ zone: zone_id })} />
      )}
      {order_id === null && driver_id === null && zone_id === null && subject_id !== null && (
        <span className="mono quiet">{subject_id.length > 12 ? shortId(subject_id) : subject_id}</span>
      )}
    </span>
  );
}

function Pin({
  label,
  what,
  isMono = false,
  onPin,
}: {
  label: string;
  what: string;
  isMono?: boolean;
  onPin: () => void;
}): ReactNode {
  return (
    <button
      type="button"
      className={isMono ? 'chip mono' : 'chip'}
      title={`Only this ${what}`}
      onClick={(click) => {
        click.stopPropagation();
        onPin();
      }}
    >
      {label}
    </button>
  );
}
