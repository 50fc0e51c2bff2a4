import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { clockFormat } from '../../shared/format';
import { Icon } from '../../shared/icons';
import { marketTime } from '../../shared/market-clock';
import { useMarket } from '../live/use-board';
import { useOpsSearch } from '../search';
import { changesOf, typeInWords, type AuditEvent } from './audit-event';
import { Personal } from './personal';

/** One event whole: both clocks, before and after, and the proof that it is as it was written. */
export function AuditPanel({ event, onClose }: { event: AuditEvent; onClose: () => void }): ReactNode {
  const market = useMarket();
  const { market: wanted } = useOpsSearch();
  const clock = clockFormat(market.timeZone);
  const at = marketTime(market.clock, event.occurred_at);
  const { type, id, ...more } = event.actor;
  return (
    <section className="story" aria-label="Event">
      <header className="story__head">
        <div className="story__title">
          <h2>{typeInWords(event.type)}</h2>
          <span className="story__space" />
          <button type="button" className="icon-button" aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
      </header>
      <div className="story__body" tabIndex={0} role="region" aria-label="The whole event">
        <dl className="pairs pairs--padded">
          <dt>Market time</dt>
          <dd>
            {clock.day(at)} {clock.precise(at)}
          </dd>
          <dt>Happened</dt>
          <dd className="mono">{event.occurred_at}</dd>
          <dt>Recorded</dt>
          <dd className="mono">{event.recorded_at}</dd>
          <dt>Who</dt>
          <dd>
            {id} <span className="quiet">{type}</span>
          </dd>
          {Object.entries(more).map(([key, value]) => (
            <Pair key={key} name={key} value={value} />
          ))}
          {event.order_id !== null && (
            <>
              <dt>Order</dt>
              <dd>
                <Link to="/" search={{ market: wanted, order: event.order_id }} className="mono">
                  {event.order_id}
                </Link>
              </dd>
            </>
          )}
          {event.status_to !== null && (
            <Pair name="status" value={`${event.status_from ?? '–'} → ${event.status_to}`} />
          )}
          {event.number !== null && <Pair name="version" value={event.number} />}
          {event.workflow && <Pair name="workflow" value={event.workflow.id} />}
        </dl>
        <Changes event={event} />
        <Data data={event.data} />
        {event.personal !== null && <Personal key={event.id} event={event} />}
        <p className="audit__hash">
          <b>SHA-256</b> <span className="mono">{event.hash}</span>
        </p>
      </div>
    </section>
  );
}

function Pair({ name, value }: { name: string; value: unknown }): ReactNode {
  return (
    <>
      <dt>{name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ')}</dt>
      <dd>{typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value)}</dd>
    </>
  );
}

function Changes({ event: { before, after } }: { event: AuditEvent }): ReactNode {
  const changes = changesOf(before, after);
  if (changes.length === 0) return null;
  return (
    <section className="story__section" aria-labelledby="changes">
      <h3 id="changes">Before and after</h3>
      <table className="diff">
        <tbody>
          {changes.map(({ field, before: was, after: is }) => (
            <tr key={field}>
              <th scope="row">{field}</th>
              <td>
                <del>{was}</del>
              </td>
              <td>
                <ins>{is}</ins>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Data({ data }: { data: AuditEvent['data'] }): ReactNode {
  if (Object.keys(data).length === 0) return null;
  return (
    <section className="story__section" aria-labelledby="data">
      <h3 id="data">What else it says</h3>
      <dl className="pairs">
        {Object.entries(data).map(([key, value]) => (
          <Pair key={key} name={key} value={value} />
        ))}
      </dl>
    </section>
  );
}
