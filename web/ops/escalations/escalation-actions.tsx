import { useState, type ReactNode } from 'react';
import { useAct, useObstacleFor } from '../parts/act';
import { ProblemNote } from '../parts/problem-note';
import { useSession } from '../session';
import { useShortcuts } from '../shell/shortcuts';
import { NoteDialog, ResolveDialog, SnoozeDialog } from './escalation-dialogs';
import { escalationKeys, type Escalation } from './escalation';

type Asked = 'snooze' | 'note' | 'resolve';

/** Take it, put it off, write something beside it, close it. */
export function EscalationActions({
  escalation,
  hasKeys = true,
}: {
  escalation: Escalation;
  hasKeys?: boolean;
}): ReactNode {
  const [asked, setAsked] = useState<Asked | null>(null);
  const session = useSession();
  const obstacle = useObstacleFor('operator');
  const take = useAct({ refreshes: escalationKeys(escalation) });
  const isMine = escalation.owner !== null && escalation.owner === session?.name;
  const acknowledge = (): void => {
    if (obstacle === null && !isMine) take.mutate({ path: `/v1/ops/escalations/${escalation.id}/acknowledge` });
  };
  const ask = (what: Asked): void => {
    if (obstacle === null) setAsked(what);
  };
  useShortcuts(hasKeys ? { e: acknowledge, s: () => ask('snooze') } : {});
  const close = (): void => setAsked(null);
  const common = {
    type: 'button',
    className: 'button',
    disabled: obstacle !== null,
    title: obstacle ?? undefined,
  } as const;
  return (
    <div className="escalation-actions" role="group" aria-label="Escalation">
      {!isMine && (
        <button {...common} disabled={obstacle !== null || take.isPending} onClick={acknowledge}>
          It’s mine <Key isShown={hasKeys}>E</Key>
        </button>
      )}
      <button {...common} onClick={() => ask('snooze')}>
        Snooze <Key isShown={hasKeys}>S</Key>
      </button>
      <button {...common} onClick={() => ask('note')}>
        Note
      </button>
      <button {...common} onClick={() => ask('resolve')}>
        Resolve
      </button>
      {take.error && <ProblemNote error={take.error} />}
      {asked === 'snooze' && <SnoozeDialog escalation={escalation} onClose={close} />}
      {asked === 'note' && <NoteDialog escalation={escalation} onClose={close} />}
      {asked === 'resolve' && <ResolveDialog escalation={escalation} onClose={close} />}
    </div>
  );
}

const Key = ({ isShown, children }: { isShown: boolean; children: string }): ReactNode =>
  isShown && <kbd aria-hidden>{children}</kbd>;
