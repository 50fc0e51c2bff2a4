import { useState, type ReactNode } from 'react';
import { clockFormat } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { useMarket } from '../live/use-board';
import { useObstacleFor } from '../parts/act';
import { ActionDialog, ReasonField } from '../parts/action-dialog';
import type { DriverDetail } from './driver-detail';

/** A break is the driver's right: whoever ends it says why, and the audit trail keeps it. */
export function EndBreak({ detail: { id, name, shift } }: { detail: DriverDetail }): ReactNode {
  const obstacle = useObstacleFor('operator');
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const until = useEnd(shift?.break?.ends_at ?? null);
  if (!shift?.break) return null;
  const isDue = shift.break.asked_at !== null;
  const label = isDue ? 'Call the break off' : 'End the break';
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={obstacle !== null}
        title={obstacle ?? undefined}
        onClick={() => setAsking(true)}
      >
        {label}
      </button>
      {isAsking && (
        <ActionDialog
          title={`${label}: ${name}`}
          effect={
            isDue
              ? 'The break that was asked for does not begin. The driver is told, and is asked for orders as before.'
              : `The driver is available at once and is asked for orders${until === null ? '' : `, not only from ${until} on`}.`
          }
          submit={label}
          isDangerous
          isReady={reason.trim() !== ''}
          act={() => ({ path: `/v1/ops/drivers/${id}/end_break`, body: { reason } })}
          refreshes={[['driver', id]]}
          onClose={() => {
            setAsking(false);
            setReason('');
          }}
        >
          <ReasonField value={reason} onChange={setReason} hint="Audited under your name; the driver can ask for it." />
        </ActionDialog>
      )}
    </>
  );
}

function useEnd(endsAt: string | null): string | null {
  const market = useMarket();
  return endsAt === null ? null : clockFormat(market.timeZone).time(marketTime(market.clock, endsAt));
}
