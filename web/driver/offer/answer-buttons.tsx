import { useState, type ReactNode } from 'react';
import type { Offer } from '../live/wire';
import { pendingAccept } from '../queue/action';
import { useActions } from '../queue/queue';
import { useDo } from '../shift';

/** Locked after the first press until the server has answered: what it says is what counts. */
export function AnswerButtons({
  offer,
  isMoving,
  onAskReason,
}: {
  offer: Offer;
  isMoving: boolean;
  onAskReason: () => void;
}): ReactNode {
  const perform = useDo();
  const pending = pendingAccept(offer.id, useActions());
  // The press is felt before the queue has written it down.
  const [isPressed, setPressed] = useState(false);
  const isLocked = isPressed || pending !== undefined;
  // No reason is asked of somebody who rides.
  const decline = (): void =>
    isMoving ? perform({ kind: 'decline', offerId: offer.id, reason: 'other' }) : onAskReason();
  return (
    <>
      {pending?.wasDelayed && (
        <p className="offer__late" role="status">
          No connection. Your yes goes out first thing; the server decides.
        </p>
      )}
      <div className="answer">
        <button type="button" className="press press--second" disabled={isLocked} onClick={decline}>
          Decline
        </button>
        <button
          type="button"
          className="press press--offer"
          disabled={isLocked}
          onClick={() => {
            setPressed(true);
            perform({ kind: 'accept', offerId: offer.id });
          }}
        >
          {isLocked ? (pending?.wasDelayed ? 'Waiting…' : 'Asking…') : 'Accept'}
        </button>
      </div>
    </>
  );
}
