import { useId, useState, type ReactNode } from 'react';
import { Icon } from '../../shared/icons';
import { EscalationActions } from '../escalations/escalation-actions';
import type { Order } from '../live/board';
import { useObstacleFor } from '../parts/act';
import { mayAct, useSession } from '../session';
import { useShortcuts } from '../shell/shortcuts';
import { ACTIONS, IN_SIGHT, ORDER_ACTIONS, type OrderAction } from './order-action';
import { OrderDialog } from './order-dialog';
import { openEscalation, type Story } from './story';
import { useObstacle } from './use-order-actions';

/** What can be done about an order: the usual in sight, the rest behind *More*, each with its key. */
export function StoryActions({ story, live }: { story: Story; live: Order | undefined }): ReactNode {
  const { order } = story;
  const session = useSession();
  const obstacleTo = useObstacle(order.status);
  const [asked, setAsked] = useState<OrderAction | null>(null);
  const ask = (action: OrderAction): void => {
    if (obstacleTo(action) === null) setAsked(action);
  };
  const offered = ORDER_ACTIONS.filter((action) => ACTIONS[action].isOffered(order));
  useShortcuts(
    Object.fromEntries(
      offered.flatMap((action) => {
        const { key } = ACTIONS[action];
        return key === undefined ? [] : [[key, () => ask(action)]];
      }),
    ),
  );
  const escalation = openEscalation(story);

  return (
    <div className="story__actions">
      {offered
        .filter((action) => IN_SIGHT.includes(action))
        .map((action) => (
          <ActionButton key={action} action={action} obstacle={obstacleTo(action)} onAsk={ask} />
        ))}
      <More actions={offered.filter((action) => !IN_SIGHT.includes(action))} obstacleTo={obstacleTo} onAsk={ask} />
      {escalation && <EscalationActions escalation={escalation} />}
      {session && !mayAct(session) && <p className="quiet">You may look; acting needs an operator.</p>}
      {asked !== null && <OrderDialog story={story} live={live} action={asked} onClose={() => setAsked(null)} />}
    </div>
  );
}

function ActionButton({
  action,
  obstacle,
  onAsk,
}: {
  action: OrderAction;
  obstacle: string | null;
  onAsk: (action: OrderAction) => void;
}): ReactNode {
  const { label, key } = ACTIONS[action];
  return (
    <button
      type="button"
      className={action === 'assign' ? 'button button--primary' : 'button'}
      disabled={obstacle !== null}
      title={obstacle ?? undefined}
      onClick={() => onAsk(action)}
    >
      {label} {key !== undefined && <kbd aria-hidden>{key.toUpperCase()}</kbd>}
    </button>
  );
}

function More({
  actions,
  obstacleTo,
  onAsk,
}: {
  actions: OrderAction[];
  obstacleTo: (action: OrderAction) => string | null;
  onAsk: (action: OrderAction) => void;
}): ReactNode {
  const id = useId();
  const obstacle = useObstacleFor('operator');
  return (
    <>
      <button
        type="button"
        className="button"
        popoverTarget={id}
        disabled={obstacle !== null}
        title={obstacle ?? undefined}
      >
        More <Icon name="down" size={13} />
      </button>
      <div id={id} popover="auto" className="menu">
        {actions.map((action) => {
          const { label, key } = ACTIONS[action];
          const reason = obstacleTo(action);
          return (
            <button
              key={action}
              type="button"
              className="menu__item"
              popoverTarget={id}
              popoverTargetAction="hide"
              disabled={reason !== null}
              title={reason ?? undefined}
              onClick={() => onAsk(action)}
            >
              {label} {key !== undefined && <kbd aria-hidden>{key.toUpperCase()}</kbd>}
            </button>
          );
        })}
      </div>
    </>
  );
}
