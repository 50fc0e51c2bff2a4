import type { DecisionMap } from '../../contracts/http';
import type { DriverPlace } from '../../db/read-models/decision-map';
import type { DecisionRecord } from '../../domain/matching/types';

type Part = DecisionMap['drivers'][number]['part'];
interface Member {
  driverId: string;
  part: Part;
  reason: string | null;
}

/** Everybody whom a decision names, each once: the chosen, the runner-up, the other candidates, then the excluded. */
export function membersOf({ chosen, runnerUp, candidates, excluded }: DecisionRecord): Member[] {
  const members = new Map<string, Member>();
  const add = (driverId: string, part: Part, reason: string | null = null): void => {
    if (!members.has(driverId)) members.set(driverId, { driverId, part, reason });
  };
  add(chosen.driverId, 'chosen');
  if (runnerUp) add(runnerUp.driverId, 'runner_up');
  for (const { driverId } of candidates) add(driverId, 'candidate');
  for (const { driverId, reason } of excluded) add(driverId, 'excluded', reason);
  return [...members.values()];
}

/** Drivers who have been erased since are left out. */
export function driversOnMap(members: Member[], places: DriverPlace[], decidedAt: number): DecisionMap['drivers'] {
  const known = new Map(places.map((place) => [place.id, place]));
  return members.flatMap(({ driverId, part, reason }) => {
    const place = known.get(driverId);
    if (!place) return [];
    const { id, name, vehicle, position } = place;
    return {
      id,
      name,
      vehicle,
      part,
      reason,
      location: position && { lat: position.lat, lng: position.lng },
      age_s: position && Math.max(0, (decidedAt - Date.parse(position.recorded_at)) / 1_000),
    };
  });
}
