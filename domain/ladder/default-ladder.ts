import type { LadderPolicy } from './types';

/** First what costs little, then people with what the machine can still do beside them. */
export const DEFAULT_LADDER: LadderPolicy = {
  orderBudgetMinor: 400,
  dayBudgetMinor: 50_000,
  rungs: [
    {
      when: [
        { kind: 'unassigned', afterS: null },
        { kind: 'refusals', count: null },
        { kind: 'late', byS: 3600 },
        { kind: 'stage' },
        { kind: 'driver_lost', afterS: 300 },
        { kind: 'moves_exhausted' },
      ],
      actions: [{ kind: 'raise_pay', minor: 100 }, { kind: 'widen' }, { kind: 'ask_on_break' }, { kind: 'escalate' }],
      deadlineS: 900,
    },
    {
      when: [{ kind: 'rescue_failed', count: 2 }],
      actions: [
        { kind: 'raise_pay', minor: 150 },
        { kind: 'strategy', strategy: 'wave' },
        { kind: 'new_promise', inS: 2700 },
        { kind: 'escalate' },
        { kind: 'page' },
      ],
      deadlineS: 900,
    },
    {
      when: [],
      actions: [{ kind: 'raise_pay', minor: 150 }, { kind: 'strategy', strategy: 'broadcast' }, { kind: 'escalate' }],
      deadlineS: 900,
    },
  ],
};
