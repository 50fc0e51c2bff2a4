import { useState, type ReactNode } from 'react';
import { Icon } from '../../shared/icons';
import { useAct, useObstacleFor } from '../parts/act';
import { ActionDialog } from '../parts/action-dialog';
import { copy } from '../parts/failure';
import { ProblemNote } from '../parts/problem-note';
import type { DriverDetail } from './driver-detail';
import { EndBreak } from './end-break';
import { TakeOutDialog } from './take-out-dialog';

interface SignInLink {
  url: string;
  expires_at: string;
}

/** Off the street and back, a break that cannot be afforded, a phone that is new, and one that is lost. */
export function DriverActions({ detail }: { detail: DriverDetail }): ReactNode {
  const { id: driverId, name } = detail;
  const [isTakingOut, setTakingOut] = useState(false);
  const obstacle = useObstacleFor('operator');
  const [link, setLink] = useState<SignInLink | null>(null);
  const [isAsking, setAsking] = useState(false);
  const create = useAct<SignInLink>({ onDone: setLink });
  return (
    <div className="driver-actions">
      <button
        type="button"
        className="button"
        disabled={obstacle !== null}
        title={obstacle ?? undefined}
        onClick={() => setTakingOut(true)}
      >
        {detail.taken_out ? 'Bring back' : 'Take out'}
      </button>
      <EndBreak detail={detail} />
      <button
        type="button"
        className="button"
        disabled={obstacle !== null || create.isPending}
        title={obstacle ?? undefined}
        onClick={() => create.mutate({ path: `/v1/ops/drivers/${driverId}/sign_in_links` })}
      >
        Sign-in link
      </button>
      <button
        type="button"
        className="button"
        disabled={obstacle !== null}
        title={obstacle ?? undefined}
        onClick={() => setAsking(true)}
      >
        Sign out everywhere
      </button>
      {link && <ShownLink link={link} />}
      {create.error && <ProblemNote error={create.error} />}
      {isTakingOut && <TakeOutDialog detail={detail} onClose={() => setTakingOut(false)} />}
      {isAsking && (
        <ActionDialog
          title={`Sign ${name} out everywhere`}
          effect="Every phone is signed out within seconds, and links that were not used end. Orders in hand stay in hand."
          submit="Sign out everywhere"
          isDangerous
          act={() => ({ method: 'DELETE', path: `/v1/ops/drivers/${driverId}/sessions` })}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

/** Shown once: whoever has it signs in as the driver. */
function ShownLink({ link: { url } }: { link: SignInLink }): ReactNode {
  const [isCopied, setCopied] = useState(false);
  return (
    <div className="shown-link">
      <input
        className="field mono"
        readOnly
        aria-label="Sign-in link"
        value={url}
        onFocus={(event) => event.target.select()}
      />
      <button type="button" className="button" onClick={() => void copy(url).then(() => setCopied(true))}>
        <Icon name={isCopied ? 'check' : 'copy'} size={14} /> {isCopied ? 'Copied' : 'Copy'}
      </button>
      <small className="quiet">It signs in one phone, once, within a day. It is shown only now.</small>
    </div>
  );
}
