import { useEffect, useRef, useState, type ReactNode } from 'react';
import { count } from '../../shared/format';
import { useBoard } from '../live/use-board';

/** More often than this nobody can listen. */
const PAUSE_MS = 10_000;

/** Says how many orders need a person whenever that has changed. Countdowns, counters and positions stay silent. */
export function Announcer(): ReactNode {
  const { orders } = useBoard();
  let escalated = 0;
  for (const { rung } of orders.values()) if (rung > 0) escalated += 1;
  const said = useRef({ escalated, at: 0 });
  const [text, setText] = useState('');

  useEffect(() => {
    if (escalated === said.current.escalated) return;
    const wait = Math.max(0, said.current.at + PAUSE_MS - Date.now());
    const timer = setTimeout(() => {
      said.current = { escalated, at: Date.now() };
      setText(inWords(escalated));
    }, wait);
    return () => clearTimeout(timer);
  }, [escalated]);

  return (
    <p className="visually-hidden" aria-live="polite">
      {text}
    </p>
  );
}

const inWords = (escalated: number): string => {
  if (escalated === 0) return 'No order needs a person any more.';
  return escalated === 1 ? '1 order needs a person.' : `${count(escalated)} orders need a person.`;
};
