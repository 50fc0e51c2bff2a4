import type { QueryKey } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Dialog } from '../shell/dialog';
import { useAct, type Act } from './act';
import { ProblemNote } from './problem-note';

/** Asks for what an action needs, says what it will do, and explains a refusal where it was asked for. */
export function ActionDialog({
  title,
  effect,
  submit,
  isDangerous = false,
  isReady = true,
  act,
  refreshes,
  onClose,
  children,
}: {
  title: string;
  effect?: ReactNode;
  submit: string;
  isDangerous?: boolean;
  isReady?: boolean;
  act: () => Act;
  refreshes?: readonly QueryKey[];
  onClose: () => void;
  children?: ReactNode;
}): ReactNode {
  const send = useAct({ onDone: onClose, ...(refreshes ? { refreshes } : {}) });
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !send.isPending) send.mutate(act());
        }}
      >
        <div className="dialog__body">
          {effect !== undefined && <p>{effect}</p>}
          {children}
          {send.error && <ProblemNote error={send.error} />}
        </div>
        <footer className="dialog__foot">
          <button type="button" className="button" onClick={onClose}>
            Back
          </button>
          <button
            type="submit"
            className={isDangerous ? 'button button--danger' : 'button button--primary'}
            disabled={send.isPending || !isReady}
          >
            {send.isPending ? 'Sending…' : submit}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

/** Why something is done: kept with it, under the name of who did it. */
export function ReasonField({
  value,
  onChange,
  label = 'Reason',
  hint = 'Kept with it, under your name.',
}: {
  value: string;
  onChange: (reason: string) => void;
  label?: string;
  hint?: string;
}): ReactNode {
  return (
    <label className="dialog__label">
      {label}
      <textarea
        className="field"
        required
        maxLength={500}
        rows={2}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <small>{hint}</small>
    </label>
  );
}
