import { useState, type ReactNode } from 'react';
import type { ShownStop } from '../queue/action';
import { useDo } from '../shift';
import { missingProof, pictureTasks, wordsOf, type ProofDraft } from './proof';
import { completeWords, demandOf, hasArrived } from './stop-words';

/** One primary button per state, always in the same place; a problem is always second. */
export function StopActions({
  stop,
  proof,
  onProve,
  onProblem,
}: {
  stop: ShownStop;
  proof: ProofDraft;
  /** Goes on with the proof that is still to be got. */
  onProve: () => void;
  onProblem: () => void;
}): ReactNode {
  const perform = useDo();
  const { id: stopId, kind: stopKind } = stop;
  return (
    <div className="dock">
      {hasArrived(stop) ? (
        <CompleteButton stop={stop} proof={proof} onProve={onProve} />
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

function CompleteButton({
  stop,
  proof,
  onProve,
}: {
  stop: ShownStop;
  proof: ProofDraft;
  onProve: () => void;
}): ReactNode {
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

  if (missing) {
    // The next step is under the thumb, wherever the field for it has been scrolled to.
    return (
      <button type="button" className="press press--move" onClick={onProve}>
        {missing}
      </button>
    );
  }
  return (
    <button type="button" className="press press--carry" onClick={complete}>
      {isAsked && isBare ? 'Delivered, without proof' : completeWords(stop)}
    </button>
  );
}
