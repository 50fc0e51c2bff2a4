import { useState, type ReactNode } from 'react';
import { ApiError, newKey } from '../../shared/api-client';
import { api } from '../client';

/** Asks from when until when; the server says whether that fits. */
export function PlanForm({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }): ReactNode {
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
      <button type="button" className="press press--second" onClick={onCancel}>
        Do not plan
      </button>
    </form>
  );
}
