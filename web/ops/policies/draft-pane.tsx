import { useState, type ReactNode } from 'react';
import { useMarket } from '../live/use-board';
import { useObstacleFor } from '../parts/act';
import { ActionDialog, ReasonField } from '../parts/action-dialog';
import { ProblemNote } from '../parts/problem-note';
import { Changes } from './changes';
import { policyKey, policyPath, usePolicyForm, type PolicyDetail, type PolicyDraft } from './policies';
import type { Draft } from './policy-form';
import { pathInWords } from './policy-words';
import { ShadowPane } from './shadow-pane';
import type { JudgedDraft } from './use-draft';

/** What differs, what is wrong with it, what it would have meant; publishing is a step of its own. */
export function DraftPane({
  current,
  judgement: { draft, judged, error, errors },
  onDiscard,
}: {
  current: PolicyDetail;
  judgement: JudgedDraft;
  onDiscard: () => void;
}): ReactNode {
  const manager = useObstacleFor('manager');
  const sections = usePolicyForm().data?.sections ?? [];
  const [isPublishing, setPublishing] = useState(false);
  const isSound = judged !== undefined && Object.keys(errors).length === 0 && !error;
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
      {judged && <Changes changes={judged.changes} />}
      {Object.entries(errors).map(([path, message]) => (
        <p key={path} className="policy__problem">
          <b>{pathInWords(sections, path)}</b> {message}
        </p>
      ))}
      {judged && judged.current_version !== current.version && (
        <p className="policy__problem">Somebody has published version {judged.current_version} meanwhile.</p>
      )}
      {error && <ProblemNote error={error} />}
      {isSound && draft.count > 0 && <ShadowPane basedOn={current.version} changes={draft.changes} />}
      {isPublishing && (
        <PublishDialog current={current} draft={draft} sound={judged} onClose={() => setPublishing(false)} />
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
