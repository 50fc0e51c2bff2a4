import { useState, type ReactNode } from 'react';
import { ApiError } from '../../shared/api-client';
import { Icon } from '../../shared/icons';

/** A pane that could not be read: what happened, the number that support can find it by, and another try. */
export function Failure({
  error,
  what,
  onRetry,
  children,
}: {
  error: Error;
  /** What could not be read, as the beginning of a sentence. */
  what: string;
  onRetry: () => void;
  children?: ReactNode;
}): ReactNode {
  const problem = error instanceof ApiError ? error.problem : null;
  return (
    <div className="notice" role="alert">
      <h2>{titleOf(problem?.status, what)}</h2>
      <p>{problem?.status === 403 ? 'Your role does not reach this far. Ask a manager.' : textOf(error)}</p>
      {problem?.request_id && <CopyId id={problem.request_id} />}
      <span className="notice__actions">
        <button type="button" className="button" onClick={onRetry}>
          Try again
        </button>
        {children}
      </span>
    </div>
  );
}

function titleOf(status: number | undefined, what: string): string {
  if (status === 403) return `${what} may not be seen by you`;
  if (status === 404) return `${what} cannot be found`;
  return `${what} could not be read`;
}

const textOf = (error: Error): string =>
  error instanceof ApiError && error.problem.status !== 0
    ? (error.problem.detail ?? error.problem.title)
    : error.message;

function CopyId({ id }: { id: string }): ReactNode {
  const [isCopied, setCopied] = useState(false);
  return (
    <button
      type="button"
      className="button button--plain mono"
      onClick={() => void copy(id).then(() => setCopied(true))}
      aria-label={`Copy the request ID ${id}`}
    >
      <Icon name={isCopied ? 'check' : 'copy'} size={14} /> {id}
    </button>
  );
}

/** Browsers offer a clipboard on secure origins only. */
export const copy = async (text: string): Promise<void> => {
  if (isSecureContext) await navigator.clipboard.writeText(text);
};
