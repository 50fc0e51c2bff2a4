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
        {kindOf(stop)}
        {' · '}
        <b>{whenOf(stop, words)}</b>
      </p>
      <h2>{stop.rescue ? `Meet ${stop.rescue.from}` : isDoor ? stop.address : stop.name}</h2>
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
      {!isMoving && stop.rescue && <RescueSteps from={stop.rescue.from} order={stop.external_id} />}
      {!isMoving && stop.notes && <Note from={isDoor ? 'customer' : 'merchant'} text={stop.notes} />}
    </div>
  );
}

function kindOf(stop: ShownStop): string {
  if (stop.rescue) return hasArrived(stop) ? `With ${stop.rescue.from}` : 'Rescue';
  return hasArrived(stop) ? `At the ${STOP_WORDS[stop.kind].toLowerCase()}` : STOP_WORDS[stop.kind];
}

/** Goods change hands on the street: what to do there, in its order. */
function RescueSteps({ from, order }: { from: string; order: string }): ReactNode {
  return (
    <section className="rescue" aria-label="Rescue">
      <p>{from} has the goods and cannot go on.</p>
      <ol>
        <li>Go to where {from} was last seen, and call when you are near.</li>
        <li>
          Take over order <b>{order}</b>: compare the number on the bag.
        </li>
        <li>Press “Goods taken over” while you are both there, then bring them on.</li>
      </ol>
    </section>
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

function whenOf({ rescue, ready_at, promised_at, planned_arrive_at }: ShownStop, { time }: MarketWords): string {
  if (rescue) return 'at once';
  if (ready_at) return `ready ${time(ready_at)}`;
  if (promised_at) return `by ${time(promised_at)}`;
  return planned_arrive_at ? `planned ${time(planned_arrive_at)}` : 'when you can';
}

/** Opens whatever the phone navigates with; this page knows no streets. */
function navigationLink({ location: { lat, lng }, name }: ShownStop): string {
  const isApple = /iPhone|iPad|Macintosh/.test(navigator.userAgent);
  return isApple ? `maps://?daddr=${lat},${lng}` : `geo:${lat},${lng}?q=${lat},${lng}(${encodeURIComponent(name)})`;
}
