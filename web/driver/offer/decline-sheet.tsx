import type { ReactNode } from 'react';
import { useWorld } from '../live/follow';
import { useDo } from '../shift';
import { Sheet, SheetRow } from '../shell/sheet';
import { DECLINE_REASONS } from './offer-words';

export function DeclineSheet({ offerId, onClose }: { offerId: string; onClose: () => void }): ReactNode {
  const perform = useDo();
  const noFault = useWorld().driver?.no_fault_reasons ?? [];
  return (
    <Sheet title="Why not?" onClose={onClose}>
      <ul className="sheet__rows">
        {DECLINE_REASONS.map(({ reason, label }) => (
          <SheetRow
            key={reason}
            title={label}
            {...(noFault.includes(reason) && { sub: 'Does not count in your score' })}
            onClick={() => perform({ kind: 'decline', offerId, reason })}
          />
        ))}
      </ul>
    </Sheet>
  );
}
