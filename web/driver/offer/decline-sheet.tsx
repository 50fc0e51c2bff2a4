import type { ReactNode } from 'react';
import { useDo } from '../shift';
import { Sheet, SheetRow } from '../shell/sheet';
import { DECLINE_REASONS } from './offer-words';

export function DeclineSheet({ offerId, onClose }: { offerId: string; onClose: () => void }): ReactNode {
  const perform = useDo();
  return (
    <Sheet title="Why not?" onClose={onClose}>
      <ul className="sheet__rows">
        {DECLINE_REASONS.map(({ reason, label }) => (
          <SheetRow key={reason} title={label} onClick={() => perform({ kind: 'decline', offerId, reason })} />
        ))}
      </ul>
    </Sheet>
  );
}
