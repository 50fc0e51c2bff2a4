import { useState, type ReactNode } from 'react';
import { useWorld } from '../live/follow';
import type { Driver } from '../live/wire';
import { knowsShifts } from '../live/world';
import type { Task } from '../queue/task';
import { useDo } from '../shift';
import { Sheet, SheetRow } from './sheet';

const BREAK_MINUTES = [10, 20, 30];

interface Choice {
  title: string;
  sub?: string;
  task: Task;
}

/** Everything that a driver can ask of his own shift. */
export function ShiftSheet({ driver, onClose }: { driver: Driver; onClose: () => void }): ReactNode {
  const perform = useDo();
  const world = useWorld();
  const [isLeaving, setLeaving] = useState(false);
  const choose = (task: Task) => (): void => {
    perform(task);
    onClose();
  };
  const hasWork = world.stops.length > 0;
  // Only a server that knows shifts asks what becomes of the orders aboard.
  const mustAsk = hasWork && knowsShifts(world);
  if (isLeaving) return <LeavingSheet onClose={onClose} choose={choose} />;
  return (
    <Sheet title="Your shift" onClose={onClose}>
      <ul className="sheet__rows">
        {choicesOf(driver, knowsShifts(world), hasWork).map(({ title, sub, task }) => (
          <SheetRow key={title} title={title} {...(sub && { sub })} onClick={choose(task)} />
        ))}
        {driver.availability !== 'offline' && (
          <SheetRow
            title="Go off shift"
            {...(hasWork && !mustAsk && { sub: 'You still bring what you have' })}
            onClick={mustAsk ? () => setLeaving(true) : choose({ kind: 'availability', state: 'offline' })}
          />
        )}
      </ul>
    </Sheet>
  );
}

function LeavingSheet({ onClose, choose }: { onClose: () => void; choose: (task: Task) => () => void }): ReactNode {
  return (
    <Sheet title="You still have orders" onClose={onClose}>
      <ul className="sheet__rows">
        <SheetRow
          title="Finish them, then off"
          sub="No further offers come"
          onClick={choose({ kind: 'last_order', on: true })}
        />
        <SheetRow
          title="Hand them over and go off"
          sub="What you have not picked up goes to other drivers"
          onClick={choose({ kind: 'availability', state: 'offline', handOver: true })}
        />
      </ul>
    </Sheet>
  );
}

function choicesOf({ availability, shift }: Driver, hasShifts: boolean, hasWork: boolean): Choice[] {
  if (availability === 'offline') return [{ title: 'Go on shift', task: { kind: 'availability', state: 'available' } }];
  if (availability !== 'available') {
    return [{ title: 'Back to work', task: { kind: 'availability', state: 'available' } }];
  }
  const open: Choice = {
    title: 'Break until I come back',
    sub: 'No offers meanwhile',
    task: { kind: 'availability', state: 'on_break' },
  };
  if (!hasShifts) return [open];
  const when = hasWork ? 'Starts after this stop' : 'Ends by itself';
  return [
    ...BREAK_MINUTES.map((minutes): Choice => ({
      title: `Break, ${minutes} minutes`,
      sub: when,
      task: { kind: 'availability', state: 'on_break', breakMinutes: minutes },
    })),
    open,
    shift?.last_order
      ? { title: 'More orders again', task: { kind: 'last_order', on: false } }
      : {
          title: 'Last order',
          sub: 'Finish what you have, then off',
          task: { kind: 'last_order', on: true },
        },
  ];
}
