import { useState, type ReactNode } from 'react';
import { ApiError, newKey } from '../../shared/api-client';
import { api } from '../client';
import { useMarketInput, useMarketWords } from '../live/use-market';
import { hoursText, hoursWords, limitWords } from './hours-words';

/** Asks from when until when, by the market's clocks whatever the phone's are; the server says whether that fits. */
export function PlanForm({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }): ReactNode {
  const market = useMarketInput();
  const words = useMarketWords();
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [refusal, setRefusal] = useState<string[]>([]);
  const [start, end] = [market.instantOf(from), market.instantOf(until)];
  const lengthMs = start === null || end === null ? null : market.durationMs(start, end);
  const isBackwards = lengthMs !== null && lengthMs <= 0;

  async function plan(): Promise<void> {
    if (start === null || end === null || isBackwards) return;
    try {
      const hours = { starts_at: new Date(start).toISOString(), ends_at: new Date(end).toISOString() };
      await api.post('/v1/driver/shifts', hours, newKey());
      onDone();
    } catch (error) {
      setRefusal(refusalOf(error));
    }
  }

  function refusalOf(error: unknown): string[] {
    if (!(error instanceof ApiError)) return ['That could not be planned. Try again.'];
    return error.problem.limits ? limitWords(error.problem.limits, words) : [error.message];
  }

  const field = (label: string, value: string, change: (value: string) => void): ReactNode => (
    <label className="appeal">
      {label}
      <input
        className="field"
        type="datetime-local"
        value={value}
        onChange={({ target }) => {
          setRefusal([]);
          change(target.value);
        }}
      />
    </label>
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void plan();
      }}
    >
      <p className="figure__sub">Times are those of {market.name}.</p>
      {field('From', from, setFrom)}
      {field('Until', until, setUntil)}
      {start !== null && end !== null && lengthMs !== null && (
        <p className="figure__sub" role="status">
          {isBackwards
            ? 'The end must be after the start.'
            : `${hoursWords(start, end, words)}, ${hoursText(lengthMs)} at work.`}
        </p>
      )}
      {refusal.length > 0 && (
        <div role="alert">
          {refusal.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      )}
      <button type="submit" className="press press--move" disabled={lengthMs === null || isBackwards}>
        Plan
      </button>
      <button type="button" className="press press--second" onClick={onCancel}>
        Do not plan
      </button>
    </form>
  );
}
