import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { LatLng } from '../../shared/geo';
import { api } from '../client';
import type { Decision } from '../story/story';

export type Part = 'chosen' | 'runner_up' | 'candidate' | 'excluded';

export interface DriverOnMap {
  id: string;
  name: string;
  vehicle: string;
  part: Part;
  reason: string | null;
  location: LatLng | null;
  age_s: number | null;
}

/** Where everybody was when it was decided, as `GET …/decisions/{offer_id}/map` tells it. */
export interface DecisionPlaces {
  offer_id: string;
  orders: { id: string; pickup: LatLng; dropoff: LatLng }[];
  drivers: DriverOnMap[];
  excluded_total: number;
}

export function useDecisionPlaces(orderId: string, { offer_id }: Decision): UseQueryResult<DecisionPlaces> {
  return useQuery({
    queryKey: ['decision-map', orderId, offer_id],
    queryFn: ({ signal }) =>
      api.get<DecisionPlaces>(`/v1/ops/orders/${encodeURIComponent(orderId)}/decisions/${offer_id}/map`, signal),
    // What was decided stays decided.
    staleTime: Infinity,
  });
}

/** Places by driver, for those in the list: 1 is the one who was chosen. */
export function ranksOf(drivers: readonly DriverOnMap[]): Map<string, number> {
  const asked = drivers.filter(({ part }) => part !== 'excluded');
  return new Map(asked.map(({ id }, index) => [id, index + 1]));
}

const REASONS: Record<string, string> = {
  refused_before: 'refused it before',
  has_open_offer: 'being asked already',
  no_capacity: 'full',
  too_far: 'too far',
  shift_ends: 'shift ends before',
  unreachable: 'no way there',
  promise_of_others: 'would break a promise',
};

export const reasonInWords = (reason: string): string => REASONS[reason] ?? reason.replaceAll('_', ' ');

/** Who was left out, by why; the reason with most drivers first. */
export function excludedByReason(drivers: readonly DriverOnMap[]): [reason: string, drivers: DriverOnMap[]][] {
  const groups = new Map<string, DriverOnMap[]>();
  for (const driver of drivers) {
    if (driver.part !== 'excluded') continue;
    const reason = driver.reason ?? '';
    groups.set(reason, [...(groups.get(reason) ?? []), driver]);
  }
  return [...groups].sort(([, a], [, b]) => b.length - a.length);
}
