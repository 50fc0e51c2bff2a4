import type { ReactNode } from 'react';
import { duration } from '../../shared/format';
import type { Offer } from '../live/wire';
import { useCountdown } from './use-countdown';

const SPOKEN_S = [15, 5];

/** Silent but for two moments: a second hand that is read out drowns everything else. */
export function CountdownBar({ offer }: { offer: Offer }): ReactNode {
  const { leftMs, share } = useCountdown(offer);
  const spoken = SPOKEN_S.findLast((seconds) => leftMs > 0 && leftMs <= seconds * 1_000);
  return (
    <div className="countdown">
      <div className="countdown__bar" aria-hidden>
        <div style={{ transform: `scaleX(${share})` }} />
      </div>
      <b className="countdown__left num" role="timer" aria-live="off" aria-label="Time left to answer">
        {leftMs > 0 ? duration(leftMs) : 'deciding…'}
      </b>
      <span className="visually-hidden" aria-live="assertive">
        {spoken ? `${spoken} seconds` : ''}
      </span>
    </div>
  );
}
