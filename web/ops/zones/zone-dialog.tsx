import { useState, type ReactNode } from 'react';
import { useMarket } from '../live/use-board';
import { ActionDialog, ReasonField } from '../parts/action-dialog';
import { zonesKey, type Zone } from './zones';

export type ZoneQuestion = 'close' | 'open' | 'remove';

const TEXTS: Record<ZoneQuestion, { title: string; effect: string; submit: string }> = {
  close: {
    title: 'Close',
    effect: 'No order is placed from or to it until it is opened again; merchants are told why. Open orders go on.',
    submit: 'Close the zone',
  },
  open: { title: 'Open', effect: 'Orders are taken again at once.', submit: 'Open the zone' },
  remove: {
    title: 'Remove',
    effect: 'New orders belong to whatever lies below it. Its orders and its history keep its name.',
    submit: 'Remove the zone',
  },
};

export function ZoneDialog({
  zone,
  question,
  onClose,
}: {
  zone: Zone;
  question: ZoneQuestion;
  onClose: () => void;
}): ReactNode {
  const { id } = useMarket();
  const [reason, setReason] = useState('');
  const { title, effect, submit } = TEXTS[question];
  const isRemoval = question === 'remove';
  return (
    <ActionDialog
      title={`${title} ${zone.name}`}
      effect={effect}
      submit={submit}
      isDangerous={question !== 'open'}
      isReady={isRemoval || reason.trim() !== ''}
      act={() =>
        isRemoval
          ? { method: 'DELETE', path: `/v1/ops/zones/${zone.id}` }
          : { path: `/v1/ops/zones/${zone.id}/${question}`, body: { reason } }
      }
      refreshes={[zonesKey(id)]}
      onClose={onClose}
    >
      {!isRemoval && <ReasonField value={reason} onChange={setReason} />}
    </ActionDialog>
  );
}
