import { Fragment, type ReactNode } from 'react';
import { useMarketWords } from '../live/use-market';
import type { ShownStop } from '../queue/action';
import { STOP_LETTERS, STOP_WORDS } from './stop-words';

/** More of them than this no line can hold. */
const DOTS_MAX = 7;

/** All that is left, as a line: the first is where he goes now. */
export function StopsLine({ stops }: { stops: ShownStop[] }): ReactNode {
  return (
    <p className="line" aria-hidden>
      {stops.slice(0, DOTS_MAX).map(({ id, kind }, index) => (
        <Fragment key={id}>
          {index > 0 && <i />}
          <span className={`badge badge--${kind} ${index === 0 ? 'badge--now' : 'badge--later'}`}>
            {STOP_LETTERS[kind]}
          </span>
        </Fragment>
      ))}
    </p>
  );
}

export function StopsAhead({ stops }: { stops: ShownStop[] }): ReactNode {
  const { time } = useMarketWords();
  if (stops.length === 0) return null;
  return (
    <section className="ahead" aria-label="After this stop">
      <h3>Then</h3>
      <ol>
        {stops.map((stop) => (
          <li key={stop.id}>
            <span className={`badge badge--${stop.kind} badge--later`} aria-hidden>
              {STOP_LETTERS[stop.kind]}
            </span>
            <p>
              <b>{stop.kind === 'dropoff' ? stop.address : stop.name}</b>
              <small>
                {stop.rescue ? 'Rescue' : STOP_WORDS[stop.kind]} · order {stop.external_id}
              </small>
            </p>
            {stop.promised_at && <small>by {time(stop.promised_at)}</small>}
          </li>
        ))}
      </ol>
    </section>
  );
}
