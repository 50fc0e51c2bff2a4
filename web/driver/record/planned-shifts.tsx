import { useState, type ReactNode } from 'react';
import { ApiError, newKey } from '../../shared/api-client';
import { api } from '../client';
import { useMarketWords } from '../live/use-market';
import { useRecord } from './use-record';

interface PlannedShift {
  id: string;
  status: string;
  planned_from: string | null;
  ends_at: string | null;
}

/** Hours agreed beforehand: come on around the start, no offers from the end on. */
export function PlannedShifts(): ReactNode {
  const [version, setVersion] = useState(0);
  const [isAdding, setAdding] = useState(false);
  const record = useRecord<{ data: PlannedShift[] }>('/v1/driver/shifts', version);
  const planned = record.state === 'read' ? record.body.data.filter(({ status }) => status === 'planned') : [];
  return (
    <section className="counted" aria-labelledby="planned-title">
      <h3 id="planned-title">Planned hours</h3>
      <ul>
        {planned.map((shift) => (
          <li key={shift.id}>
            <Hours shift={shift} />
          </li>
        ))}
      </ul>
      {planned.length === 0 && !isAdding && <p className="figure__sub">None. You can come on whenever you like.</p>}
      {isAdding ? (
        <PlanForm
          onDone={() => {
            setAdding(false);
            setVersion((before) => before + 1);
          }}
        />
      ) : (
        <button type="button" className="press press--second" onClick={() => setAdding(true)}>
          Plan hours
        </button>
      )}
    </section>
  );
}

function Hours({ shift: { planned_from, ends_at } }: { shift: PlannedShift }): ReactNode {
  const { time } = useMarketWords();
  if (planned_from === null || ends_at === null) return null;
  const day = new Date(planned_from).toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
  return (
    <p>
      <b>{day}</b>
      <small>
        {time(planned_from)} to {time(ends_at)}
      </small>
    </p>
  );
}

function PlanForm({ onDone }: { onDone: () => void }): ReactNode {
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);

  async function plan(): Promise<void> {
    try {
      const hours = { starts_at: new Date(from).toISOString(), ends_at: new Date(until).toISOString() };
      await api.post('/v1/driver/shifts', hours, newKey());
      onDone();
    } catch (error) {
      setRefusal(error instanceof ApiError ? error.message : 'That could not be planned. Try again.');
    }
  }

  const field = (label: string, value: string, onChange: (value: string) => void): ReactNode => (
    <label className="appeal">
      {label}
      <input className="field" type="datetime-local" value={value} onChange={({ target }) => onChange(target.value)} />
    </label>
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void plan();
      }}
    >
      {field('From', from, setFrom)}
      {field('Until', until, setUntil)}
      {refusal && <p role="alert">{refusal}</p>}
      <button type="submit" className="press press--move" disabled={from === '' || until === ''}>
        Plan
      </button>
    </form>
  );
}
