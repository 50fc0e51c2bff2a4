import { z } from 'zod';
import { DeadlinePolicy, LadderPolicy } from './policy/ladder';
import { MatchingChanges, MatchingPolicy, SchedulePolicy, ServicePolicy } from './policy/matching';
import { OfferPolicy, PayPolicy, PoolPolicy } from './policy/offering';
import { NotificationPolicy, PresencePolicy, ShiftPolicy } from './policy/people';
import { IncidentPolicy, ReassignPolicy } from './policy/trouble';

export { OFFER_STRATEGIES } from './policy/values';

/** A market's numbers: domain/policy/policy.ts in snake_case. `_s` market seconds, `_m` metres, `_minor` minor units. */
export const Policy = z
  .strictObject({
    offer: OfferPolicy,
    pool: PoolPolicy,
    deadlines: DeadlinePolicy,
    ladder: LadderPolicy,
    reassign: ReassignPolicy,
    incident: IncidentPolicy,
    schedule: SchedulePolicy,
    service: ServicePolicy,
    pay: PayPolicy,
    shift: ShiftPolicy,
    presence: PresencePolicy,
    matching: MatchingPolicy,
    notifications: NotificationPolicy,
  })
  .meta({ id: 'Policy' });
export type Policy = z.infer<typeof Policy>;

/** What is left out keeps its value. */
export const PolicyChanges = z
  .strictObject({
    offer: OfferPolicy.partial(),
    pool: PoolPolicy.partial(),
    deadlines: DeadlinePolicy.partial(),
    ladder: LadderPolicy.partial(),
    reassign: ReassignPolicy.partial(),
    incident: IncidentPolicy.partial(),
    schedule: SchedulePolicy.partial(),
    service: ServicePolicy.partial(),
    pay: PayPolicy.partial(),
    shift: ShiftPolicy.partial(),
    presence: PresencePolicy.partial(),
    matching: MatchingChanges,
    notifications: NotificationPolicy.partial(),
  })
  .partial()
  .meta({ id: 'PolicyChanges' });
export type PolicyChanges = z.infer<typeof PolicyChanges>;
