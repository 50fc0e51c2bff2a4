import type { ReactNode } from 'react';

/** Rows of the true height, after a moment in which most things arrive: nothing jumps and nothing spins. */
export function Loading({ label, rows = 14 }: { label: string; rows?: number }): ReactNode {
  return (
    <div className="skeleton" role="status" aria-busy="true" aria-label={label}>
      <div className="skeleton__block" style={{ height: 44, maxWidth: 420 }} />
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="skeleton__block skeleton__row" style={{ width: `${92 - ((index * 7) % 30)}%` }} />
      ))}
    </div>
  );
}
