import type { ReactNode } from 'react';
import { clockFormat, distance, money } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { useMarket } from '../live/use-board';
import type { StoryOffer } from './story';

const OUTCOMES: Record<string, string> = {
  reserved: 'Reserved',
  open: 'Waiting for the answer',
  accepted: 'Accepted',
  declined: 'Declined',
  expired: 'No answer',
  withdrawn: 'Withdrawn',
};

/** Everybody who was asked, newest first, and what came of it. */
export function Offers({ offers }: { offers: StoryOffer[] }): ReactNode {
  const market = useMarket();
  const clock = clockFormat(market.timeZone);
  if (offers.length === 0) return <p className="story__empty">Nobody has been asked yet.</p>;
  return (
    <ol className="offers">
      {offers.toReversed().map((offer) => (
        <li key={offer.id}>
          <b>{offer.driver.name}</b>
          <span className="num">{money(offer.pay.amount, offer.pay.currency)}</span>
          <span>
            {OUTCOMES[offer.status] ?? offer.status}
            {offer.reason !== null && offer.reason !== '' && <span className="quiet">: {offer.reason}</span>}
          </span>
          <time className="num quiet" dateTime={offer.reserved_at}>
            {clock.precise(marketTime(market.clock, offer.opened_at ?? offer.reserved_at))}
          </time>
          <small>
            {offer.driver.vehicle} · {distance(offer.distance_m)} ·{' '}
            {offer.round_no === null ? 'proposed by hand' : `round ${offer.round_no}`}
          </small>
        </li>
      ))}
    </ol>
  );
}
