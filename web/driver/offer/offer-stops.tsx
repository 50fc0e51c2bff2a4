import type { ReactNode } from 'react';
import { distance } from '../../shared/format';
import { useMarketWords, type MarketWords } from '../live/use-market';
import { bearing, type OfferLeg } from './offer-legs';

/** Pickups by their name, dropoffs by their direction: the door is shown to the one who takes it. */
export function OfferStops({ legs, isMoving }: { legs: OfferLeg[]; isMoving: boolean }): ReactNode {
  const words = useMarketWords();
  return (
    <ol className="offer__stops">
      {legs.map((leg) => {
        const { title, sub, when } = stopWords(leg, words, isMoving);
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
  { stop, order, from }: OfferLeg,
  { time }: MarketWords,
  isMoving: boolean,
): { title: string; sub: string; when: string } {
  if (stop.kind === 'pickup') {
    const bags = order.size === 1 ? '1 bag' : `${order.size} bags`;
    return {
      title: order.pickup.name,
      sub: `${order.pickup.address} · ${bags}`,
      when: `ready ${time(order.pickup.ready_at)}`,
    };
  }
  return {
    title: from && !isMoving ? `Dropoff ${bearing(from, stop.location)}` : 'Dropoff',
    sub: 'Door shown after you accept',
    when: `by ${time(order.dropoff.promised_at)}`,
  };
}
