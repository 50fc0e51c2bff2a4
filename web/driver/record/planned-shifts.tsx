import { useState, type ReactNode } from 'react';
import { PlanForm } from './plan-form';
import { PlannedHours, type Hours } from './planned-hours';
import { useRecord } from './use-record';

type PlannedShift = { id: string; status: string } & (Hours | { planned_from: null; ends_at: string | null });

/** Hours agreed beforehand: come on around the start, no offers from the end on. */
export function PlannedShifts(): ReactNode {
  const [version, setVersion] = useState(0);
  const [isAdding, setAdding] = useState(false);
  const record = useRecord<{ data: PlannedShift[] }>('/v1/driver/shifts', version);
  const shifts = record.state === 'read' ? record.body.data.filter(({ status }) => status === 'planned') : [];
  const readAgain = (): void => setVersion((before) => before + 1);
  return (
    <section className="counted" aria-labelledby="planned-title">
      <h3 id="planned-title">Planned hours</h3>
      <ul>
        {shifts.map(
          (shift) =>
            shift.planned_from !== null && (
              <li key={shift.id}>
                <PlannedHours shiftId={shift.id} hours={shift} onGone={readAgain} />
              </li>
            ),
        )}
      </ul>
      {record.state === 'read' && shifts.length === 0 && !isAdding && (
        <p className="figure__sub">None. You can come on whenever you like.</p>
      )}
      {record.state === 'failed' && <p role="alert">{record.why}</p>}
      {isAdding ? (
        <PlanForm
          onDone={() => {
            setAdding(false);
            readAgain();
          }}
          onCancel={() => setAdding(false)}
        />
      ) : (
        <button type="button" className="press press--second" onClick={() => setAdding(true)}>
          Plan hours
        </button>
      )}
    </section>
  );
}
