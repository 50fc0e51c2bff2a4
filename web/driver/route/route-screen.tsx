import { useRef, useState, type ReactNode } from 'react';
import { usePosition } from '../position/tracker';
import type { ShownStop } from '../queue/action';
import { WaitingList } from '../queue/waiting-list';
import { RescuesOfMine } from '../rescue/rescues-of-mine';
import { ProblemSheet } from './problem-sheet';
import { NO_PROOF, type ProofDraft } from './proof';
import { ProofBox } from './proof-box';
import { demandOf, hasArrived } from './stop-words';
import { StopActions } from './stop-actions';
import { StopCard } from './stop-card';
import { StopsAhead, StopsLine } from './stops-ahead';

/** The stop that is next, its one button, and what comes after it. */
export function RouteScreen({ stops }: { stops: ShownStop[] }): ReactNode {
  const [stop] = stops;
  return stop ? <CurrentStop key={stop.id} stop={stop} stops={stops} /> : null;
}

function CurrentStop({ stop, stops }: { stop: ShownStop; stops: ShownStop[] }): ReactNode {
  const { isMoving } = usePosition();
  const [proof, setProof] = useState<ProofDraft>(NO_PROOF);
  const [hasProblem, setProblem] = useState(false);
  const proofBox = useRef<HTMLElement>(null);
  /** The demanded one is the first: camera and sheet open, the field for the PIN waits for its digits. */
  const prove = (): void => {
    const control = proofBox.current?.querySelector<HTMLElement>('input, button');
    control?.scrollIntoView({ block: 'center' });
    control?.focus();
    control?.click();
  };
  const change = (part: Partial<ProofDraft>): void => setProof((draft) => ({ ...draft, ...part }));
  const isAtDoor = stop.kind === 'dropoff' && hasArrived(stop);
  return (
    <section className="route" aria-label="Your route">
      <div className="route__scroll">
        {stops.length > 1 && <StopsLine stops={stops} />}
        <StopCard stop={stop} isMoving={isMoving} />
        {isAtDoor && (
          <ProofBox ref={proofBox} stopId={stop.id} demand={demandOf(stop)} proof={proof} onChange={change} />
        )}
        {!isMoving && <RescuesOfMine />}
        <WaitingList />
        {!isMoving && <StopsAhead stops={stops.slice(1)} />}
      </div>
      <StopActions stop={stop} proof={proof} onProve={prove} onProblem={() => setProblem(true)} />
      {hasProblem && <ProblemSheet stops={stops} onClose={() => setProblem(false)} />}
    </section>
  );
}
