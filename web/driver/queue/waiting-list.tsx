import type { ReactNode } from 'react';
import { useNow } from '../../shared/ticker';
import { useMarketWords } from '../live/use-market';
import type { Action } from './action';
import { useActions } from './queue';
import { labelOf } from './task';

/** After this what was sent is history; what was refused stays longer, because it wants to be read. */
const SENT_SHOWN_MS = 60_000;
const REFUSED_SHOWN_MS = 10 * 60_000;

const STATES: Record<Action['state'], string> = { waiting: 'waiting', sent: 'sent', refused: 'refused' };

/** What this phone has done that the server may not know yet: honestly, in order, with what became of it. */
export function WaitingList(): ReactNode {
  const { time } = useMarketWords();
  const now = useNow();
  const shown = useActions().filter((action) => isShown(action, now));
  if (shown.length === 0) return null;
  return (
    <ul className="waiting" aria-label="Your actions">
      {shown.map(({ seq, task, occurredAt, state, refusal }) => (
        <li key={seq} className={`waiting__action waiting__action--${state}`}>
          <span>
            <b>{labelOf(task)}</b>
            <small>
              {time(occurredAt)}
              {refusal && `: ${refusal.message}`}
            </small>
          </span>
          <em>{STATES[state]}</em>
        </li>
      ))}
    </ul>
  );
}

/** Only what had to wait, or was refused: all else has shown itself on the screen. */
function isShown({ state, wasDelayed, settledAt, task }: Action, now: number): boolean {
  if (state === 'waiting') return true;
  if (task.kind === 'accept' || task.kind === 'decline') return false;
  const ageMs = now - (settledAt ?? 0);
  return state === 'refused' ? ageMs < REFUSED_SHOWN_MS : wasDelayed && ageMs < SENT_SHOWN_MS;
}
