import { useState, type ReactNode } from 'react';
import { shortId } from '../../shared/format';
import type { LatLng } from '../../shared/geo';
import { Dialog } from '../shell/dialog';
import { ChooseDriver } from './choose-driver';
import { ProblemNote } from './problem-note';
import { useOrderAction } from './use-order-actions';

/** Sends a chosen driver an offer, or binds him without asking, which is counted and needs a reason. */
export function AssignDialog({
  orderId,
  pickup,
  onClose,
}: {
  orderId: string;
  pickup: LatLng | null;
  onClose: () => void;
}): ReactNode {
  const [driverId, setDriverId] = useState<string | null>(null);
  const [force, setForce] = useState(false);
  const [reason, setReason] = useState('');
  const send = useOrderAction(orderId, 'assign', onClose);
  const isComplete = driverId !== null && (!force || reason.trim() !== '');
  return (
    <Dialog title={`Assign ${shortId(orderId)}`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate({ driver_id: driverId, force, ...(reason.trim() === '' ? {} : { reason }) });
        }}
      >
        <div className="dialog__body">
          <ChooseDriver pickup={pickup} chosen={driverId} onChoose={setDriverId} />
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
          {send.error && <ProblemNote error={send.error} />}
        </div>
        <footer className="dialog__foot">
          <button type="button" className="button" onClick={onClose}>
            Back
          </button>
          <button type="submit" className="button button--primary" disabled={send.isPending || !isComplete}>
            {send.isPending ? 'Sending…' : force ? 'Bind the driver' : 'Send the offer'}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
