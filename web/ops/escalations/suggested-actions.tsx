import { useState, type ReactNode } from 'react';
import { count, money, shortId } from '../../shared/format';
import { useObstacleFor } from '../parts/act';
import { ActionDialog, ReasonField } from '../parts/action-dialog';
import { escalationKeys, type Escalation, type SuggestedAction } from './escalation';

/** More than these are not read in a hurry. */
const SHOWN_MAX = 4;

/** What could be done, with what would probably come of it. */
export function SuggestedActions({ escalation }: { escalation: Escalation }): ReactNode {
  const [asked, setAsked] = useState<SuggestedAction | null>(null);
  const obstacle = useObstacleFor('operator');
  const first = escalation.suggested_actions.find(({ path }) => path !== null);
  return (
    <ul className="suggested" aria-label="Suggested">
      {escalation.suggested_actions.slice(0, SHOWN_MAX).map((suggested) => (
        <li key={`${suggested.action} ${suggested.label}`}>
          {suggested.path === null ? (
            <span className="suggested__call">{suggested.label}</span>
          ) : (
            <button
              type="button"
              className={suggested === first ? 'button button--primary' : 'button'}
              disabled={obstacle !== null}
              title={obstacle ?? undefined}
              onClick={() => setAsked(suggested)}
            >
              {suggested.label}
            </button>
          )}
          <Effect of={suggested} />
        </li>
      ))}
      {asked !== null && <Confirm escalation={escalation} suggested={asked} onClose={() => setAsked(null)} />}
    </ul>
  );
}

function Effect({ of: { effect } }: { of: SuggestedAction }): ReactNode {
  const parts = [
    effect.minutes === null ? '' : `about ${count(effect.minutes)} min`,
    effect.cost === null ? '' : money(effect.cost.amount, effect.cost.currency),
    effect.drivers === null ? '' : `${count(effect.drivers)} ${effect.drivers === 1 ? 'driver' : 'drivers'} in reach`,
  ].filter(Boolean);
  return (
    <small>
      {effect.text}
      {parts.length > 0 && <span className="quiet"> · {parts.join(' · ')}</span>}
    </small>
  );
}

/** The body is the server's own suggestion; a person adds why. */
function Confirm({
  escalation,
  suggested,
  onClose,
}: {
  escalation: Escalation;
  suggested: SuggestedAction;
  onClose: () => void;
}): ReactNode {
  const given = suggested.body['reason'];
  const [reason, setReason] = useState(typeof given === 'string' ? given : '');
  return (
    <ActionDialog
      title={`${suggested.label}: ${shortId(escalation.order_id)}`}
      effect={suggested.effect.text}
      submit={suggested.label}
      isDangerous={suggested.action === 'cancel' || suggested.action === 'dispose'}
      isReady={reason.trim() !== ''}
      act={() => ({ path: suggested.path ?? '', body: { ...suggested.body, reason } })}
      refreshes={escalationKeys(escalation)}
      onClose={onClose}
    >
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
