import type { ReactNode } from 'react';

const WEEK_MIN = 7 * 24 * 60;

/** A length of market time in minutes, the usual ones at hand. */
export function MinutesField({
  label,
  value,
  onChange,
  usual,
  min = 1,
}: {
  label: string;
  value: number;
  onChange: (minutes: number) => void;
  usual: readonly number[];
  min?: number;
}): ReactNode {
  return (
    <div className="dialog__label">
      <label className="dialog__label">
        {label}, market minutes
        <input
          className="field"
          type="number"
          min={min}
          max={WEEK_MIN}
          step={1}
          required
          value={Number.isFinite(value) ? value : ''}
          onChange={(event) => onChange(event.target.valueAsNumber)}
        />
      </label>
      <span className="chips" role="group" aria-label="Usual lengths">
        {usual.map((minutes) => (
          <button
            key={minutes}
            type="button"
            className="chip"
            aria-pressed={minutes === value}
            onClick={() => onChange(minutes)}
          >
            {minutes} min
          </button>
        ))}
      </span>
    </div>
  );
}
