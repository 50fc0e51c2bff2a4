import { useEffect, useState, type ReactNode } from 'react';
import { distance } from '../../shared/format';
import { useMarketWords } from '../live/use-market';
import type { Offer } from '../live/wire';
import { usePosition } from '../position/tracker';
import { AnswerButtons } from './answer-buttons';
import { CountdownBar } from './countdown-bar';
import { DeclineSheet } from './decline-sheet';
import { offerLegs } from './offer-legs';
import { OfferReasons, PayParts } from './offer-details';
import { OfferSketch } from './offer-sketch';
import { minutesOf, payPerHour } from './offer-words';
import { OfferStops } from './offer-stops';

const RING_MS = [180, 90, 180];

/** An offer, whole: pay, time and distance, where, why, the seconds, two buttons. Less of it, and bigger, in motion. */
export function OfferScreen({ offer }: { offer: Offer }): ReactNode {
  const { fix, isMoving } = usePosition();
  const [isDeclining, setDeclining] = useState(false);
  const legs = offerLegs(offer, fix?.location ?? null);
  useEffect(() => {
    // A browser lets a page vibrate only once it has been touched, and complains otherwise.
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(RING_MS);
  }, []);
  return (
    <article className="offer" aria-label="New offer">
      <Announcement offer={offer} />
      <OfferSketch legs={legs} you={fix} isMoving={isMoving} />
      <div className="offer__card" role="region" aria-label="What is offered" tabIndex={0}>
        <OfferHead offer={offer} isMoving={isMoving} />
        {!isMoving && <PayParts offer={offer} />}
        <OfferStops legs={legs} isMoving={isMoving} />
        {!isMoving && <OfferReasons offer={offer} />}
      </div>
      <div className="offer__answer">
        <CountdownBar offer={offer} />
        <AnswerButtons offer={offer} isMoving={isMoving} onAskReason={() => setDeclining(true)} />
      </div>
      {isDeclining && <DeclineSheet offerId={offer.id} onClose={() => setDeclining(false)} />}
    </article>
  );
}

function OfferHead({ offer, isMoving }: { offer: Offer; isMoving: boolean }): ReactNode {
  const { money } = useMarketWords();
  const perHour = payPerHour(offer);
  return (
    <div className="offer__head">
      <p className="offer__pay">{money(offer.pay.amount)}</p>
      <p className="offer__effort">
        <b>{minutesOf(offer)}</b>
        <br />
        {distance(offer.distance_m)}
        {!isMoving && perHour !== null && ` · ≈ ${money(perHour).replace(/[.,]00(?=\D*$)/, '')}/h`}
      </p>
    </div>
  );
}

/** Read once and whole. */
function Announcement({ offer }: { offer: Offer }): ReactNode {
  const { money } = useMarketWords();
  const from = offer.orders.map(({ pickup }) => pickup.name).join(' and ');
  return (
    <p className="visually-hidden" role="alert">
      New offer: {money(offer.pay.amount)}, {minutesOf(offer)}, {distance(offer.distance_m)}, from {from}.
    </p>
  );
}
