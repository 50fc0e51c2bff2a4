import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** A room that fell over takes none of the others with it: what happened, and the door to try again. */
export function RoomBroken({ error, reset }: ErrorComponentProps): ReactNode {
  return (
    <main className="notice" role="alert">
      <h1>This room could not be shown</h1>
      <p>Something in it went wrong. The other rooms work on, and nothing that you did is lost.</p>
      <p className="mono quiet">{error instanceof Error ? error.message : String(error)}</p>
      <span className="notice__actions">
        <button type="button" className="button" onClick={reset}>
          Try again
        </button>
      </span>
    </main>
  );
}
