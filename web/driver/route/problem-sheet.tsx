import { useState, type ReactNode } from 'react';
import type { ShownStop } from '../queue/action';
import type { Task } from '../queue/task';
import { useDo } from '../shift';
import { Sheet, SheetRow } from '../shell/sheet';
import { problemsAt, type Report } from './stop-words';
import { TroubleSheet } from './trouble-sheet';

/** Two taps: what it is, and yes. */
export function ProblemSheet({ stops, onClose }: { stops: ShownStop[]; onClose: () => void }): ReactNode {
  const [chosen, setChosen] = useState<Report | null>(null);
  const [isStuck, setStuck] = useState(false);
  const [stop] = stops;
  if (!stop) return null;
  if (chosen) return <ConfirmSheet report={chosen} onClose={onClose} />;
  if (isStuck) return <TroubleSheet stops={stops} onChoose={setChosen} onClose={onClose} />;
  const { id: stopId, kind: stopKind, order_id: orderId } = stop;
  return (
    <Sheet title="What is the problem?" onClose={onClose}>
      <ul className="sheet__rows">
        {problemsAt(stop).map(({ words, outcome, cause }) => (
          <SheetRow
            key={words}
            title={words}
            onClick={() => {
              const task: Task = { kind: 'fail', stopId, stopKind, reason: words, ...(cause && { cause }) };
              setChosen({ words, outcome, tasks: [task] });
            }}
          />
        ))}
        {stopKind === 'pickup' && (
          <SheetRow
            title="I give this order back"
            sub={stop.rescue ? 'Somebody else goes there' : 'It has nothing to do with the shop'}
            onClick={() =>
              setChosen({
                words: 'I give this order back',
                outcome: 'The order goes to another driver.',
                tasks: [{ kind: 'release', orderId, reason: 'given back by the driver' }],
              })
            }
          />
        )}
        <SheetRow
          title="I cannot go on"
          sub="Breakdown, accident, or not well: all your orders"
          onClick={() => setStuck(true)}
        />
      </ul>
    </Sheet>
  );
}

function ConfirmSheet({ report, onClose }: { report: Report; onClose: () => void }): ReactNode {
  const perform = useDo();
  return (
    <Sheet title={report.words} onClose={onClose}>
      <p className="sheet__text">{report.outcome}</p>
      <button
        type="button"
        className="press press--alarm"
        onClick={() => {
          report.tasks.forEach(perform);
          onClose();
        }}
      >
        Report it
      </button>
    </Sheet>
  );
}
