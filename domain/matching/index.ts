export { assignmentMatcher } from './assignment';
export { learnDay } from './anticipation/demand-profile';
export type { DemandArea, DemandProfile, PastOrder } from './anticipation/demand-profile';
export { match } from './matcher';
export { DEFAULT_TUNING } from './tuning';
export type * from './types';
