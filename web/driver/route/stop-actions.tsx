import { useState, type ReactNode } from 'react';
import type { ShownStop } from '../queue/action';
import { useDo } from '../shift';
import { missingProof, pictureTasks, wordsOf, type ProofDraft } from './proof';
import { completeWords, demandOf, hasArrived } from './stop-words';

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
  const { id: stopId, kind: stopKind } = stop;
  return (
    <div className="dock">
      {hasArrived(stop) ? (
        <CompleteButton stop={stop} proof={proof} />
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

function CompleteButton({ stop, proof }: { stop: ShownStop; proof: ProofDraft }): ReactNode {
  const perform = useDo();
  const [isAsked, setAsked] = useState(false);
  const { id: stopId, kind: stopKind } = stop;
  const missing = missingProof(demandOf(stop), proof);
  const words = wordsOf(proof);
  const pictures = pictureTasks(stopId, proof);
  const isBare = stopKind === 'dropoff' && !words && pictures.length === 0;

  function complete(): void {
    // A delivery cannot be taken back: without any proof a slip of the thumb must not be enough.
    if (isBare && !isAsked) return setAsked(true);
    for (const picture of pictures) perform(picture);
    perform({ kind: 'complete', stopId, stopKind, ...(words && { proof: words }) });
  }

  return (
    <button type="button" className="press press--carry" disabled={missing !== null} onClick={complete}>
      {missing ?? (isAsked && isBare ? 'Delivered, without proof' : completeWords(stop))}
    </button>
  );
}
