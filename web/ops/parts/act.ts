import { useMutation, useQueryClient, type QueryKey, type UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import { newKey } from '../../shared/api-client';
import { api } from '../client';
import { useConnection } from '../live/connection';
import { obstacleFor, useSession } from '../session';

/** One call of the public API. */
export interface Act {
  method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: object;
}

/**
 * Sends what a person has decided. Pressed again after a lost answer it is the same request, because it carries the same
 * key; once it is done, the next press is another one. Nothing is shown as true before the server has said so.
 */
export function useAct<Answer = unknown>({
  onDone,
  refreshes = [],
}: {
  onDone?: (answer: Answer) => void;
  /** What has to be read again afterwards. */
  refreshes?: readonly QueryKey[];
} = {}): UseMutationResult<Answer, Error, Act> {
  const [key, setKey] = useState(newKey);
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ method = 'POST', path, body = {} }: Act) => api.send<Answer>(method, path, body, key),
    onSuccess: (answer) => {
      setKey(newKey());
      for (const queryKey of refreshes) void queryClient.invalidateQueries({ queryKey });
      onDone?.(answer);
    },
  });
}

/** Why somebody of this role cannot act now, or null when he can. */
export function useObstacleFor(needed: 'operator' | 'manager'): string | null {
  const session = useSession();
  const { phase } = useConnection();
  return obstacleFor(session, needed) ?? (phase === 'offline' ? 'No connection to the server.' : null);
}
