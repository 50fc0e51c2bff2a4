import { useMutation, useQuery, type UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import { newKey } from '../../shared/api-client';
import { lookOf } from '../../shared/statuses';
import { api } from '../client';
import { useConnection } from '../live/connection';
import { mayAct, useSession } from '../session';

export type OrderAction = 'assign' | 'requeue' | 'cancel';

/** The transition that each action asks for; an offer to a chosen driver needs an order that could also be bound to him. */
const REQUESTS: Record<OrderAction, string> = { assign: 'force_assign', requeue: 'requeue', cancel: 'cancel' };

interface TransitionTable {
  transitions: { request: string; from: string[]; by: string[] }[];
}

/** Why an action cannot be pressed now, or null when it can. The server judges again; this saves people the refusal. */
export function useObstacle(status: string): (action: OrderAction) => string | null {
  const session = useSession();
  const { phase } = useConnection();
  const { data: table } = useQuery({
    queryKey: ['order-statuses'],
    queryFn: ({ signal }) => api.get<TransitionTable>('/v1/order-statuses', signal),
  });
  return (action) => {
    if (!session || !mayAct(session)) return 'Needs an operator; you are signed in as a viewer.';
    if (phase === 'offline') return 'No connection to the server.';
    const row = table?.transitions.find(({ request }) => request === REQUESTS[action]);
    const isAllowed = row === undefined || (row.by.includes('ops') && row.from.includes(status));
    return isAllowed ? null : `Not possible once an order is ${lookOf(status).label.toLowerCase()}.`;
  };
}

/** Sends one action. Pressed again after a lost answer it is the same request, because it carries the same key. */
export function useOrderAction(
  orderId: string,
  action: OrderAction,
  onDone: () => void,
): UseMutationResult<unknown, Error, object> {
  const [key] = useState(newKey);
  return useMutation({
    mutationFn: (body: object) => api.post(`/v1/ops/orders/${orderId}/${action}`, body, key),
    onSuccess: onDone,
  });
}
