import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { newKey } from '../../shared/api-client';
import { api } from '../client';
import { useMarket } from '../live/use-board';
import { useObstacleFor } from '../parts/act';
import { ActionDialog, ReasonField } from '../parts/action-dialog';
import { ProblemNote } from '../parts/problem-note';
import { Changes } from './changes';
import { policyKey, policyPath, type PolicyDetail, type PolicyDraft } from './policies';
import type { Draft } from './policy-form';
import { ShadowPane } from './shadow-pane';

/** Long enough to have typed a number. */
const TYPING_MS = 500;

/** What differs, what is wrong with it, what it would have meant; publishing is a step of its own. */
export function DraftPane({
  current,
  draft,
  onDiscard,
}: {
  current: PolicyDetail;
  draft: Draft;
  onDiscard: () => void;
}): ReactNode {
  const { id } = useMarket();
  const manager = useObstacleFor('manager');
  const [isPublishing, setPublishing] = useState(false);
  const changes = useSettledText(JSON.stringify(draft.changes));
  const { data, error } = useQuery({
    queryKey: [...policyKey(id), 'draft', current.version, changes],
    queryFn: () =>
      api.post<PolicyDraft>(
        `${policyPath(id)}/drafts`,
        { based_on: current.version, changes: JSON.parse(changes) as object },
        newKey(),
      ),
    enabled: draft.count > 0,
    placeholderData: (before) => before,
  });
  const isSound = data !== undefined && data.problems.length === 0 && Object.keys(draft.errors).length === 0 && !error;
  return (
    <article className="draft">
      <header className="zone-panel__head">
        <h2>Draft</h2>
        <span className="quiet">of version {current.version + 1}</span>
        <span className="room-head__space" />
        <button type="button" className="button" onClick={onDiscard}>
          Discard
        </button>
        <button
          type="button"
          className="button button--primary"
          disabled={!isSound || manager !== null}
          title={manager ?? undefined}
          onClick={() => setPublishing(true)}
        >
          Publish…
        </button>
      </header>
      {data && <Changes changes={data.changes} />}
      {data?.problems.map(({ pointer, message }) => (
        <p key={pointer + message} className="policy__problem">
          <b>{pointer.replace(/^\//, '').replaceAll('/', '.')}</b> {message}
        </p>
      ))}
      {data && data.current_version !== current.version && (
        <p className="policy__problem">Somebody has published version {data.current_version} meanwhile.</p>
      )}
      {error && <ProblemNote error={error} />}
      {isSound && draft.count > 0 && <ShadowPane basedOn={current.version} changes={draft.changes} />}
      {isPublishing && (
        <PublishDialog current={current} draft={draft} sound={data} onClose={() => setPublishing(false)} />
      )}
    </article>
  );
}

function PublishDialog({
  current,
  draft,
  sound,
  onClose,
}: {
  current: PolicyDetail;
  draft: Draft;
  sound: PolicyDraft | undefined;
  onClose: () => void;
}): ReactNode {
  const { id, name } = useMarket();
  const [reason, setReason] = useState('');
  return (
    <ActionDialog
      title={`Publish version ${current.version + 1} for ${name}`}
      effect="Orders placed from now on are under it; open ones keep theirs."
      submit="Publish"
      isReady={reason.trim() !== ''}
      act={() => ({
        path: `${policyPath(id)}/versions`,
        body: { based_on: current.version, changes: draft.changes, reason },
      })}
      refreshes={[policyKey(id)]}
      onClose={onClose}
    >
      {sound && <Changes changes={sound.changes} />}
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}

function useSettledText(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
