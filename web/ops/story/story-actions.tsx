import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { newKey } from '../../shared/api-client';
import { api } from '../client';
import type { Order } from '../live/board';
import { mayAct, useSession } from '../session';
import { useShortcuts } from '../shell/shortcuts';
import { AssignDialog } from './assign-dialog';
import { ProblemNote } from './problem-note';
import { ReasonDialog } from './reason-dialog';
import { openEscalation, type Escalation, type Story } from './story';
import { useObstacle, type OrderAction } from './use-order-actions';

const ACTIONS: readonly { action: OrderAction; label: string; key: string; look: string }[] = [
  { action: 'assign', label: 'Assign', key: 'a', look: 'button button--primary' },
  { action: 'requeue', label: 'Requeue', key: 'r', look: 'button' },
  { action: 'cancel', label: 'Cancel', key: 'c', look: 'button' },
];

export function StoryActions({ story, live }: { story: Story; live: Order | undefined }): ReactNode {
  const { order } = story;
  const session = useSession();
  const obstacleTo = useObstacle(order.status);
  const [asked, setAsked] = useState<OrderAction | null>(null);
  const close = (): void => setAsked(null);
  const ask = (action: OrderAction): void => {
    if (obstacleTo(action) === null) setAsked(action);
  };
  useShortcuts(Object.fromEntries(ACTIONS.map(({ action, key }) => [key, () => ask(action)])));
  const escalation = openEscalation(story);

  return (
    <div className="story__actions">
      {ACTIONS.map(({ action, label, key, look }) => {
        const obstacle = obstacleTo(action);
        return (
          <button
            key={action}
            type="button"
            className={look}
            disabled={obstacle !== null}
            title={obstacle ?? undefined}
            onClick={() => ask(action)}
          >
            {label} <kbd aria-hidden>{key.toUpperCase()}</kbd>
          </button>
        );
      })}
      {escalation?.status === 'open' && session && mayAct(session) && <TakeEscalation escalation={escalation} />}
      {session && !mayAct(session) && <p className="quiet">You may look; acting needs an operator.</p>}
      {asked === 'assign' && <AssignDialog orderId={order.id} pickup={live?.pickup ?? null} onClose={close} />}
      {(asked === 'requeue' || asked === 'cancel') && (
        <ReasonDialog orderId={order.id} action={asked} onClose={close} />
      )}
    </div>
  );
}

/** From here on the escalation has an owner, and others see who. */
function TakeEscalation({ escalation }: { escalation: Escalation }): ReactNode {
  const queryClient = useQueryClient();
  const [key] = useState(newKey);
  const take = useMutation({
    mutationFn: () => api.post(`/v1/ops/escalations/${escalation.id}/acknowledge`, {}, key),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['story'] }),
  });
  useShortcuts({ e: () => take.mutate() });
  return (
    <>
      <button type="button" className="button" disabled={take.isPending} onClick={() => take.mutate()}>
        It’s mine <kbd aria-hidden>E</kbd>
      </button>
      {take.error && <ProblemNote error={take.error} />}
    </>
  );
}
