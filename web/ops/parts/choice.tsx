import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons';

/** A filter as a chip: the browser's own list behind it, so that it works with any hand and any reader. */
export function Choice({
  label,
  value,
  options,
  isOn = false,
  onChoose,
}: {
  label: string;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  /** Whether it leaves something out at the moment. */
  isOn?: boolean;
  onChoose: (value: string) => void;
}): ReactNode {
  return (
    <span className="choice" data-on={isOn || undefined}>
      <select aria-label={label} value={value} onChange={(event) => onChoose(event.target.value)}>
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
      <Icon name="down" size={13} />
    </span>
  );
}
