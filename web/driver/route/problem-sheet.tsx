import { useState, type ReactNode } from 'react';
import type { ShownStop } from '../queue/action';
import type { Task } from '../queue/task';
import { useDo } from '../shift';
import { Sheet, SheetRow } from '../shell/sheet';
import { PROBLEMS } from './stop-words';

/** Two taps: what it is, and yes. What becomes of the order stands there before the second. */
export function ProblemSheet({ stop, onClose }: { stop: ShownStop; onClose: () => void }): ReactNode {
  const [chosen, setChosen] = useState<{ words: string; task: Task } | null>(null);
  const { outcome, reasons } = PROBLEMS[stop.kind];
  if (chosen) return <Confirm words={chosen.words} outcome={outcome} task={chosen.task} onClose={onClose} />;
  const { id: stopId, kind: stopKind, order_id: orderId } = stop;
  return (
    <Sheet title="What is the problem?" onClose={onClose}>
      <ul className="sheet__rows">
        {reasons.map((reason) => (
          <SheetRow
            key={reason}
            title={reason}
            onClick={() => setChosen({ words: reason, task: { kind: 'fail', stopId, stopKind, reason } })}
          />
        ))}
        {stopKind === 'pickup' && (
          <SheetRow
            title="I give this order back"
            sub="It has nothing to do with the shop"
            onClick={() =>
              setChosen({
                words: 'I give this order back',
                task: { kind: 'release', orderId, reason: 'given back by the driver' },
              })
            }
          />
        )}
      </ul>
    </Sheet>
  );
}

function Confirm({
  words,
  outcome,
  task,
  onClose,
}: {
  words: string;
  outcome: string;
  task: Task;
  onClose: () => void;
}): ReactNode {
  const perform = useDo();
  return (
    <Sheet title={words} onClose={onClose}>
      <p className="sheet__text">{outcome}</p>
      <button
        type="button"
        className="press press--alarm"
        onClick={() => {
          perform(task);
          onClose();
        }}
      >
        Report it
      </button>
    </Sheet>
  );
}
