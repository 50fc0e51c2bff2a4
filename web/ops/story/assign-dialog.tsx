import { useState, type ReactNode } from 'react';
import { shortId } from '../../shared/format';
import type { LatLng } from '../../shared/geo';
import { ActionDialog } from '../parts/action-dialog';
import { ChooseDriver } from './choose-driver';
import { PredictedEffect } from './predicted-effect';
import type { Story } from './story';

/** Sends a chosen driver an offer, or binds him without asking, which is counted and needs a reason. */
export function AssignDialog({
  story,
  pickup,
  onClose,
}: {
  story: Story;
  pickup: LatLng | null;
  onClose: () => void;
}): ReactNode {
  const { id: orderId } = story.order;
  const [driverId, setDriverId] = useState<string | null>(null);
  const [force, setForce] = useState(false);
  const [reason, setReason] = useState('');
  return (
    <ActionDialog
      title={`Assign ${shortId(orderId)}`}
      submit={force ? 'Bind the driver' : 'Send the offer'}
      isReady={driverId !== null && (!force || reason.trim() !== '')}
      act={() => ({
        path: `/v1/ops/orders/${orderId}/assign`,
        body: { driver_id: driverId, force, ...(reason.trim() === '' ? {} : { reason }) },
      })}
      refreshes={[['story', orderId]]}
      onClose={onClose}
    >
      <ChooseDriver pickup={pickup} chosen={driverId} onChoose={setDriverId} />
      {driverId !== null && <PredictedEffect orderId={orderId} driverId={driverId} />}
      <label>
        <input type="checkbox" checked={force} onChange={(event) => setForce(event.target.checked)} /> Bind without
        asking
      </label>
      <label className="dialog__label">
        Reason{force ? '' : ' (optional)'}
        <input
          className="field"
          maxLength={500}
          required={force}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
    </ActionDialog>
  );
}
