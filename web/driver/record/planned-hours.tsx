import { useState, type ReactNode } from 'react';
import { ApiError, newKey } from '../../shared/api-client';
import { api } from '../client';
import { useMarketWords } from '../live/use-market';

export interface Hours {
  planned_from: string;
  ends_at: string | null;
}

interface PlannedHoursProps {
  shiftId: string;
  hours: Hours;
  /** They are not planned any more. */
  onGone: () => void;
}

/** Hours that are agreed on; a second tap calls them off. */
export function PlannedHours({ shiftId, hours: { planned_from, ends_at }, onGone }: PlannedHoursProps): ReactNode {
  const { day, time } = useMarketWords();
  const [isAsking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function callOff(): Promise<void> {
    try {
      await api.send('DELETE', `/v1/driver/shifts/${shiftId}`, null, newKey());
      onGone();
    } catch (error) {
      setAsking(false);
      setRefusal(error instanceof ApiError ? error.message : 'That could not be called off. Try again.');
    }
  }

  const words = `${day(planned_from)}, ${time(planned_from)}`;
  return (
    <>
      <p>
        <b>{day(planned_from)}</b>
        <small>
          {time(planned_from)}
          {ends_at && ` to ${time(ends_at)}`}
        </small>
        {refusal && <small role="alert">{refusal}</small>}
      </p>
      {isAsking ? (
        <>
          <button type="button" className="small-press" onClick={() => setAsking(false)}>
            Keep
          </button>
          <button
            type="button"
            className="small-press small-press--alarm"
            aria-label={`Call off ${words} for good`}
            onClick={() => void callOff()}
          >
            Call off
          </button>
        </>
      ) : (
        <button type="button" className="small-press" aria-label={`Call off ${words}`} onClick={() => setAsking(true)}>
          Call off
        </button>
      )}
    </>
  );
}
