import { useState, type ReactNode } from 'react';
import { ActionDialog, ReasonField } from '../parts/action-dialog';
import type { DriverDetail } from './driver-detail';

/** Off the street by an operator's word, or back on it. */
export function TakeOutDialog({ detail, onClose }: { detail: DriverDetail; onClose: () => void }): ReactNode {
  const [reason, setReason] = useState('');
  const [handOver, setHandOver] = useState(false);
  const isOut = detail.taken_out !== null;
  return (
    <ActionDialog
      title={isOut ? `Bring ${detail.name} back` : `Take ${detail.name} out`}
      effect={
        isOut
          ? 'He may come on shift again and is asked again.'
          : 'He gets no more orders and cannot come on shift until somebody brings him back.'
      }
      submit={isOut ? 'Bring back' : 'Take out'}
      isDangerous={!isOut}
      isReady={reason.trim() !== ''}
      act={() => ({
        method: 'PATCH',
        path: `/v1/ops/drivers/${detail.id}`,
        body: { taken_out: !isOut, ...(isOut ? {} : { hand_over: handOver }), reason },
      })}
      refreshes={[['driver', detail.id]]}
      onClose={onClose}
    >
      {!isOut && (
        <label>
          <input type="checkbox" checked={handOver} onChange={(event) => setHandOver(event.target.checked)} /> What he
          has not picked up goes to others at once
        </label>
      )}
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
