import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons';
import { useMarketWords, type MarketWords } from '../live/use-market';
import type { ShownStop } from '../queue/action';
import { hasArrived, STOP_WORDS } from './stop-words';

/** Where to, by when, and what to know there. In motion only the way. */
export function StopCard({ stop, isMoving }: { stop: ShownStop; isMoving: boolean }): ReactNode {
  const words = useMarketWords();
  const isDoor = stop.kind === 'dropoff';
  return (
    <div className="stop">
      <p className="stop__kind">
        {hasArrived(stop) ? `At the ${STOP_WORDS[stop.kind].toLowerCase()}` : STOP_WORDS[stop.kind]}
        {' · '}
        <b>{whenOf(stop, words)}</b>
      </p>
      <h2>{isDoor ? stop.address : stop.name}</h2>
      <p className="stop__place">
        {isDoor ? stop.name : stop.address} · order <b>{stop.external_id}</b>
        {stop.size > 1 && ` · ${stop.size} bags`}
      </p>
      <div className="stop__tools">
        <a className="tool" href={navigationLink(stop)}>
          <Icon name="navigate" size={26} /> Navigate
        </a>
        {stop.phone && (
          <a className="tool" href={`tel:${stop.phone}`}>
            <Icon name="call" size={26} /> Call
          </a>
        )}
      </div>
      {!isMoving && stop.notes && <Note from={isDoor ? 'customer' : 'merchant'} text={stop.notes} />}
    </div>
  );
}

function Note({ from, text }: { from: string; text: string }): ReactNode {
  return (
    <div className="note">
      <Icon name="note" size={26} />
      <p>
        {text}
        <small>Note from the {from}</small>
      </p>
    </div>
  );
}

function whenOf({ ready_at, promised_at, planned_arrive_at }: ShownStop, { time }: MarketWords): string {
  if (ready_at) return `ready ${time(ready_at)}`;
  if (promised_at) return `by ${time(promised_at)}`;
  return planned_arrive_at ? `planned ${time(planned_arrive_at)}` : 'when you can';
}

/** Opens whatever the phone navigates with; this page knows no streets. */
function navigationLink({ location: { lat, lng }, name }: ShownStop): string {
  const isApple = /iPhone|iPad|Macintosh/.test(navigator.userAgent);
  return isApple ? `maps://?daddr=${lat},${lng}` : `geo:${lat},${lng}?q=${lat},${lng}(${encodeURIComponent(name)})`;
}
