import type { ReactNode } from 'react';
import { distance } from '../../shared/format';
import { useMarketWords, type MarketWords } from '../live/use-market';
import { bearing, placesOf, type OfferLeg, type OfferPlace } from './offer-legs';

/** Pickups by their name, dropoffs by their direction: the door is shown to the one who takes it. */
export function OfferStops({ legs, isMoving }: { legs: OfferLeg[]; isMoving: boolean }): ReactNode {
  const words = useMarketWords();
  return (
    <ol className="offer__stops">
      {placesOf(legs).map((place) => {
        const [leg] = place;
        const { title, sub, when } = stopWords(place, words, isMoving);
        return (
          <li key={`${leg.stop.order_id}${leg.stop.kind}`}>
            <span className={`badge badge--${leg.stop.kind}`} aria-hidden>
              {leg.stop.kind === 'pickup' ? 'P' : 'D'}
            </span>
            <p>
              <b>{title}</b>
              {!isMoving && <small>{sub}</small>}
            </p>
            <p className="offer__when">
              <b>{leg.metres === null ? '' : distance(leg.metres)}</b>
              {!isMoving && <small>{when}</small>}
            </p>
          </li>
        );
      })}
    </ol>
  );
}

function stopWords(
  place: OfferPlace,
  { time }: MarketWords,
  isMoving: boolean,
): { title: string; sub: string; when: string } {
  const [{ stop, order, from }] = place;
  const times = place.length > 1 ? ` · ${place.length} orders` : '';
  if (stop.kind === 'pickup') {
    const size = place.reduce((sum, leg) => sum + leg.order.size, 0);
    const ready = place.map((leg) => leg.order.pickup.ready_at).toSorted();
    return {
      title: order.pickup.name,
      sub: `${order.pickup.address}${times} · ${size === 1 ? '1 bag' : `${size} bags`}`,
      when: `ready ${time(ready.at(-1) ?? order.pickup.ready_at)}`,
    };
  }
  const promised = place.map((leg) => leg.order.dropoff.promised_at).toSorted();
  return {
    title: `${from && !isMoving ? `Dropoff ${bearing(from, stop.location)}` : 'Dropoff'}${isMoving ? times : ''}`,
    sub: `Door shown after you accept${times}`,
    when: `by ${time(promised[0] ?? order.dropoff.promised_at)}`,
  };
}
