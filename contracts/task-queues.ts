/** Queues that workers poll: order and shift workflows, rounds of the matcher, talk with outside systems. */
export const TaskQueue = {
  dispatch: 'dispatch',
  matching: 'matching',
  integrations: 'integrations',
} as const;
export type TaskQueue = (typeof TaskQueue)[keyof typeof TaskQueue];
