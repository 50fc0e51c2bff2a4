import { useState, type ReactNode } from 'react';
import { shortId } from '../../shared/format';
import { Dialog } from '../shell/dialog';
import { ProblemNote } from './problem-note';
import { useOrderAction } from './use-order-actions';

const TEXTS = {
  requeue: {
    title: 'Requeue',
    effect: 'It goes back to the pool with priority. An open offer is withdrawn and an assigned driver is relieved.',
    submit: 'Requeue',
    look: 'button button--primary',
  },
  cancel: {
    title: 'Cancel',
    effect: 'It ends here and cannot come back. An open offer is withdrawn and an assigned driver is told.',
    submit: 'Cancel the order',
    look: 'button button--danger',
  },
} as const;

/** Asks why before it does something that somebody will ask about. */
export function ReasonDialog({
  orderId,
  action,
  onClose,
}: {
  orderId: string;
  action: keyof typeof TEXTS;
  onClose: () => void;
}): ReactNode {
  const { title, effect, submit, look } = TEXTS[action];
  const [reason, setReason] = useState('');
  const send = useOrderAction(orderId, action, onClose);
  return (
    <Dialog title={`${title} ${shortId(orderId)}`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate({ reason });
        }}
      >
        <div className="dialog__body">
          <p>{effect}</p>
          <label className="dialog__label">
            Reason
            <textarea
              className="field"
              required
              maxLength={500}
              rows={2}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
            <small>Kept with the order, under your name.</small>
          </label>
          {send.error && <ProblemNote error={send.error} />}
        </div>
        <footer className="dialog__foot">
          <button type="button" className="button" onClick={onClose}>
            Back
          </button>
          <button type="submit" className={look} disabled={send.isPending || reason.trim() === ''}>
            {send.isPending ? 'Sending…' : submit}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
