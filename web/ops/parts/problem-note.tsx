import type { ReactNode } from 'react';
import { ApiError } from '../../shared/api-client';

/** What the server said instead of yes, with the number that support can find it by. */
export function ProblemNote({ error }: { error: Error }): ReactNode {
  const problem = error instanceof ApiError ? error.problem : null;
  return (
    <p className="dialog__problem" role="alert">
      <b>{problem?.title ?? 'That did not work'}.</b> {problem?.detail ?? ''}
      {problem?.allowed && problem.allowed.length > 0 && (
        <> Possible now: {problem.allowed.join(', ').replaceAll('_', ' ')}.</>
      )}
      {problem?.request_id && <small className="mono"> {problem.request_id}</small>}
    </p>
  );
}
