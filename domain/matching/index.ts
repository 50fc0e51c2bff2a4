export { assignmentMatcher } from './assignment';
export { match } from './matcher';
export { DEFAULT_TUNING } from './tuning';
export type * from './types';
