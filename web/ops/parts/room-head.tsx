import type { ReactNode } from 'react';

/** The top of a room: its name, the sentence that sums it up, and what can be done or filtered in it. */
export function RoomHead({
  title,
  summary,
  children,
}: {
  title: string;
  summary?: ReactNode;
  children?: ReactNode;
}): ReactNode {
  return (
    <header className="room-head">
      <h1>{title}</h1>
      {summary !== undefined && <p className="room-head__summary">{summary}</p>}
      <span className="room-head__space" />
      {children}
    </header>
  );
}

/** One of a few, all of them in sight. */
export function Segments<Value extends string>({
  label,
  value,
  options,
  onChoose,
}: {
  label: string;
  value: Value;
  options: readonly (readonly [value: Value, label: ReactNode])[];
  onChoose: (value: Value) => void;
}): ReactNode {
  return (
    <span className="segments" role="group" aria-label={label}>
      {options.map(([key, text]) => (
        <button key={key} type="button" aria-pressed={key === value} onClick={() => onChoose(key)}>
          {text}
        </button>
      ))}
    </span>
  );
}

/** Why there is nothing, and what to do then. */
export function Empty({ title, children }: { title: string; children?: ReactNode }): ReactNode {
  return (
    <div className="empty">
      <b>{title}</b>
      {children}
    </div>
  );
}
