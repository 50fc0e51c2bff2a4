import type { ReactNode } from 'react';
import { Sketch } from '../../shared/sketch';
import { useMarketWords } from '../live/use-market';
import { useWorld } from '../live/follow';
import type { Driver } from '../live/wire';
import { usePosition } from '../position/tracker';
import { useActions } from '../queue/queue';
import { WaitingList } from '../queue/waiting-list';
import { RescuesOfMine } from '../rescue/rescues-of-mine';
import { useDo } from '../shift';
import { endInSight } from './shift-words';
import { useFreshHint } from './use-fresh-hint';
import { waitWords } from './wait-words';

interface Words {
  title: string;
  text: string;
  /** What the one big button says; null while there is nothing to press. */
  action: string | null;
}

/** Nothing to do: says why, and what comes next. */
export function IdleScreen(): ReactNode {
  const { driver } = useWorld();
  const { time } = useMarketWords();
  const { fix } = usePosition();
  useFreshHint(driver?.availability === 'available');
  if (!driver) return null;
  const hint = driver.availability === 'available' ? waitWords(fix?.location ?? null, driver.wait_at) : null;
  const { title, text, action } = idleWords(driver, time);
  return (
    <section className="idle">
      <Surroundings />
      <div className="idle__words">
        <RescuesOfMine />
        <h2>{title}</h2>
        <p>{text}</p>
        {hint && <p className="idle__hint">{hint}</p>}
        <LocationWarning />
        <WaitingList />
      </div>
      {action && <ComeOn label={action} />}
    </section>
  );
}

function ComeOn({ label }: { label: string }): ReactNode {
  const perform = useDo();
  const isPending = useActions().some(({ state, task }) => state === 'waiting' && task.kind === 'availability');
  return (
    <div className="dock">
      <button
        type="button"
        className="press press--primary"
        disabled={isPending}
        onClick={() => perform({ kind: 'availability', state: 'available' })}
      >
        {isPending ? 'Asking…' : label}
      </button>
    </div>
  );
}

function Surroundings(): ReactNode {
  const { fix } = usePosition();
  if (!fix) return <div className="idle__nowhere" />;
  const you = { at: fix.location, kind: 'you', label: 'You', heading: fix.heading } as const;
  return <Sketch marks={[you]} legs={[]} height={320} label="Where you are, with rings of 500 m and 1 km" />;
}

function LocationWarning(): ReactNode {
  const { isDenied } = usePosition();
  return isDenied ? (
    <p className="warning">
      <b>Location is off.</b> Offers go to drivers who are near: allow it for this page in your browser.
    </p>
  ) : null;
}

function idleWords(driver: Driver, time: (instant: string) => string): Words {
  const { availability, shift } = driver;
  switch (availability) {
    case 'offline':
      return { title: 'You are off shift', text: 'Offers come once you go on.', action: 'Go on shift' };
    case 'on_break': {
      const end = shift?.break?.ends_at;
      const text = end ? `Until ${time(end)}, then offers come again.` : 'No offers until you come back.';
      return { title: 'On break', text, action: 'Back to work' };
    }
    case 'paused':
      return {
        title: 'Paused',
        text: PAUSES[shift?.paused_for ?? ''] ?? 'You get no offers at the moment.',
        action: 'Back to work',
      };
    case 'available': {
      if (shift?.are_you_there)
        return { title: 'Are you there?', text: 'Nothing has been heard of you for a while.', action: 'I am here' };
      const end = endInSight(driver);
      const ends =
        end && `${end.byHours ? 'Your hours are over' : 'Your shift ends'} at ${time(end.at)}: no orders from then on.`;
      const text = ends ?? 'The next offer comes up here by itself.';
      return { title: 'On shift, nothing near', text, action: null };
    }
  }
}

const PAUSES: Record<string, string> = {
  missed_offers: 'Several offers in a row had no answer from you. One tap and they come again.',
  no_position: 'Your position has not been heard for a while. One tap and offers come again.',
};
