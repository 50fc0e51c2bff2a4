import { useState, type ReactNode } from 'react';
import type { ShownStop } from '../queue/action';
import { useDo } from '../shift';
import { proofOf, type ProofDraft } from './proof';
import { COMPLETE_WORDS, hasArrived } from './stop-words';

/** One primary button per state, always in the same place; a problem is always second. */
export function StopActions({
  stop,
  proof,
  onProblem,
}: {
  stop: ShownStop;
  proof: ProofDraft;
  onProblem: () => void;
}): ReactNode {
  const perform = useDo();
  const [isAsked, setAsked] = useState(false);
  const given = proofOf(proof);
  const { id: stopId, kind: stopKind } = stop;

  function complete(): void {
    // A delivery cannot be taken back: without any proof a slip of the thumb must not be enough.
    if (stopKind === 'dropoff' && !given && !isAsked) setAsked(true);
    else perform({ kind: 'complete', stopId, stopKind, ...(given && { proof: given }) });
  }

  return (
    <div className="dock">
      {hasArrived(stop) ? (
        <button type="button" className="press press--carry" onClick={complete}>
          {isAsked && !given ? 'Delivered, without proof' : COMPLETE_WORDS[stopKind]}
        </button>
      ) : (
        <button
          type="button"
          className="press press--move"
          onClick={() => perform({ kind: 'arrive', stopId, stopKind })}
        >
          Arrived
        </button>
      )}
      <button type="button" className="press press--second" onClick={onProblem}>
        Problem at this stop
      </button>
    </div>
  );
}
