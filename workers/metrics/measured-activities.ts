import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { RoundDone } from '../../activities/matching';
import type { Instruments } from './instruments';

/** Times every attempt at an activity, and counts what rounds came to. */
export const measuredActivities =
  (instruments: Instruments): ActivityInterceptorsFactory =>
  ({ info: { activityType } }) => ({
    inbound: {
      async execute(input, next) {
        const startedAt = performance.now();
        const seconds = (): number => (performance.now() - startedAt) / 1_000;
        try {
          const result = await next(input);
          instruments.activities.observe({ activity: activityType, outcome: 'done' }, seconds());
          if (activityType === 'runRound') countRound(instruments, input.args, result as RoundDone, seconds());
          return result;
        } catch (error) {
          instruments.activities.observe({ activity: activityType, outcome: 'failed' }, seconds());
          throw error;
        }
      },
    },
  });

function countRound(instruments: Instruments, args: unknown[], done: RoundDone, seconds: number): void {
  const { marketId: market } = args[0] as { marketId: string };
  const { rounds, proposals, waiting } = instruments;
  rounds.observe({ market }, seconds);
  proposals.inc({ market, outcome: 'applied' }, done.applied);
  proposals.inc({ market, outcome: 'refused' }, done.proposed - done.applied);
  waiting.set({ market }, done.waiting);
}
