import { useState, type ReactNode } from 'react';
import { shortId } from '../../shared/format';
import type { Order } from '../live/board';
import { ActionDialog, ReasonField } from '../parts/action-dialog';
import { AssignDialog } from './assign-dialog';
import { HoldDialog } from './hold-dialog';
import type { OrderAction } from './order-action';
import { PromiseDialog } from './promise-dialog';
import { RaisePayDialog } from './raise-pay-dialog';
import type { Story } from './story';

type ReasonAction = Exclude<OrderAction, 'assign' | 'raise_pay' | 'hold' | 'promise'>;

/** What each does, said before it is done. */
const TEXTS: Record<ReasonAction, { title: string; effect: string; submit: string; isDangerous?: boolean }> = {
  requeue: {
    title: 'Requeue',
    effect: 'It goes back to the pool with priority. An open offer is withdrawn and an assigned driver is relieved.',
    submit: 'Requeue',
  },
  resume: { title: 'End the hold of', effect: 'Drivers are asked again at once.', submit: 'End the hold' },
  take_out: {
    title: 'Take the driver out of',
    effect: 'Before the pickup another driver is asked; after it somebody collects the goods from this one.',
    submit: 'Take the driver out',
  },
  return: {
    title: 'Bring back',
    effect: 'The goods go back to the merchant instead of to the door. The customer is told.',
    submit: 'Bring it back',
  },
  dispose: {
    title: 'Give up',
    effect: 'The goods are given up and the order ends as undeliverable. It cannot come back.',
    submit: 'Give the goods up',
    isDangerous: true,
  },
  cancel: {
    title: 'Cancel',
    effect: 'It ends here and cannot come back. An open offer is withdrawn and an assigned driver is told.',
    submit: 'Cancel the order',
    isDangerous: true,
  },
};

/** The question that an action asks before it is sent. */
export function OrderDialog({
  story,
  live,
  action,
  onClose,
}: {
  story: Story;
  live: Order | undefined;
  action: OrderAction;
  onClose: () => void;
}): ReactNode {
  switch (action) {
    case 'assign':
      return <AssignDialog story={story} pickup={live?.pickup ?? null} onClose={onClose} />;
    case 'raise_pay':
      return <RaisePayDialog story={story} onClose={onClose} />;
    case 'hold':
      return <HoldDialog story={story} onClose={onClose} />;
    case 'promise':
      return <PromiseDialog story={story} onClose={onClose} />;
    default:
      return <ReasonDialog orderId={story.order.id} action={action} onClose={onClose} />;
  }
}

/** Asks why before it does something that somebody will ask about. */
function ReasonDialog({
  orderId,
  action,
  onClose,
}: {
  orderId: string;
  action: ReasonAction;
  onClose: () => void;
}): ReactNode {
  const { title, effect, submit, isDangerous = false } = TEXTS[action];
  const [reason, setReason] = useState('');
  return (
    <ActionDialog
      title={`${title} ${shortId(orderId)}`}
      effect={effect}
      submit={submit}
      isDangerous={isDangerous}
      isReady={reason.trim() !== ''}
      act={() => ({ path: `/v1/ops/orders/${orderId}/${action}`, body: { reason } })}
      refreshes={[['story', orderId]]}
      onClose={onClose}
    >
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
