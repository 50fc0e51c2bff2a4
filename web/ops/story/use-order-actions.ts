import { useQuery } from '@tanstack/react-query';
import { lookOf } from '../../shared/statuses';
import { api } from '../client';
import { useObstacleFor } from '../parts/act';
import { ACTIONS, type OrderAction } from './order-action';

interface TransitionTable {
  transitions: { request: string; from: string[]; by: string[] }[];
}

/** Why an action cannot be pressed now, or null when it can. The server judges again; this saves people the refusal. */
export function useObstacle(status: string): (action: OrderAction) => string | null {
  const obstacle = useObstacleFor('operator');
  const { data: table } = useQuery({
    queryKey: ['order-statuses'],
    queryFn: ({ signal }) => api.get<TransitionTable>('/v1/order-statuses', signal),
  });
  const { ended, label } = lookOf(status);
  return (action) => {
    if (obstacle !== null) return obstacle;
    const { transition } = ACTIONS[action];
    const rows = table?.transitions.filter(({ request, by }) => request === transition && by.includes('ops')) ?? [];
    const isAllowed = rows.length === 0 ? !ended : rows.some(({ from }) => from.includes(status));
    return isAllowed ? null : `Not possible once an order is ${label.toLowerCase()}.`;
  };
}
