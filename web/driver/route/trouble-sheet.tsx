import type { ReactNode } from 'react';
import type { ShownStop } from '../queue/action';
import type { Task } from '../queue/task';
import { Sheet, SheetRow } from '../shell/sheet';
import { TROUBLES, type Report } from './stop-words';

interface TroubleSheetProps {
  stops: ShownStop[];
  onChoose: (report: Report) => void;
  onClose: () => void;
}

/** The driver cannot go on, whatever the stop: every order that he has is somebody else's then. */
export function TroubleSheet({ stops, onChoose, onClose }: TroubleSheetProps): ReactNode {
  const orders = [...new Set(stops.map(({ order_id }) => order_id))];
  const isCarrying = orders.some((id) => !stops.some(({ order_id, kind }) => order_id === id && kind === 'pickup'));
  const outcome = isCarrying
    ? 'Stay with the goods if you can: another driver collects them where you are. What you have not picked up goes to others.'
    : 'Your orders go to other drivers.';
  return (
    <Sheet title="What has happened?" onClose={onClose}>
      <ul className="sheet__rows">
        {TROUBLES.map(({ trouble, words }) => (
          <SheetRow
            key={trouble}
            title={words}
            onClick={() => {
              const tasks = orders.map((orderId): Task => ({ kind: 'trouble', orderId, trouble, note: words }));
              onChoose({ words, outcome, tasks });
            }}
          />
        ))}
      </ul>
    </Sheet>
  );
}
