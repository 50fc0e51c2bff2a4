export { assignmentMatcher, assignmentMatcher as match } from './assignment';
export type * from './types';
