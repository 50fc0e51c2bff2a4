import { useQuery } from '@tanstack/react-query';
import { ApiError, newKey } from '../../shared/api-client';
import { api } from '../client';
import { useMarket } from '../live/use-board';
import { useSettled } from '../parts/use-settled';
import { policyKey, policyPath, type PolicyDetail, type PolicyDraft } from './policies';
import type { Draft } from './policy-form';
import { byPath, type Errors } from './read-field';

/** Long enough to have typed a number. */
const TYPING_MS = 500;

export interface JudgedDraft {
  draft: Draft;
  /** What differs and what makes no sense together, as the server sees it. */
  judged: PolicyDraft | undefined;
  error: Error | null;
  /** All that is wrong, by path: what cannot be read, and what the server refuses. */
  errors: Errors;
}

/** A draft, and what the server says of it a moment after the last key. */
export function useJudged(current: PolicyDetail, draft: Draft): JudgedDraft {
  const { id } = useMarket();
  const changes = useSettled(JSON.stringify(draft.changes), TYPING_MS);
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
    retry: false,
  });
  const judged = draft.count > 0 ? data : undefined;
  const refused = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  const problems = draft.count > 0 ? [...(judged?.problems ?? []), ...refused] : [];
  return { draft, judged, error, errors: { ...byPath(problems), ...draft.errors } };
}
