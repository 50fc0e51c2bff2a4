import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons';
import { useMarketWords } from '../live/use-market';
import type { Offer } from '../live/wire';
import { partLabel, shownParts } from './offer-words';

/** How the pay comes about: the parts add up to it. */
export function PayParts({ offer }: { offer: Offer }): ReactNode {
  const { money } = useMarketWords();
  return (
    <dl className="offer__parts" aria-label="The pay's parts">
      {shownParts(offer.pay_parts).map((part) => (
        <div key={part.kind}>
          <dt>{partLabel(part)}</dt>
          <dd>{money(part.amount)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Why this driver is asked, and what he has already. */
export function OfferReasons({ offer }: { offer: Offer }): ReactNode {
  const already = new Set(offer.stops.filter(({ offered }) => !offered).map(({ order_id }) => order_id)).size;
  return (
    <>
      {already > 0 && (
        <p className="offer__note">
          On your way with {already === 1 ? 'the order' : `the ${already} orders`} you have.
        </p>
      )}
      {offer.why && (
        <p className="offer__why">
          <Icon name="info" size={22} />
          <span>
            <b>Why you:</b> {whyYou(offer.why)}
          </span>
        </p>
      )}
    </>
  );
}

function whyYou({ considered, to_pickup_s }: NonNullable<Offer['why']>): string {
  const minutes = Math.max(1, Math.round(to_pickup_s / 60));
  const near = `you can be at the pickup in ${minutes} min`;
  return considered > 1 ? `of ${considered} drivers you fit best, and ${near}.` : `${near}.`;
}
