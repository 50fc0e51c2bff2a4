import type { ShownStop } from '../queue/action';
import type { ProofDemand, StopKind } from '../live/wire';

export const hasArrived = ({ status }: ShownStop): boolean => status === 'arrived';

/** What this stop is completed with. */
export const demandOf = ({ kind, proof }: ShownStop): ProofDemand => (kind === 'dropoff' && proof) || 'none';

/** The one next step of a stop. */
export const COMPLETE_WORDS: Record<StopKind, string> = {
  pickup: 'Picked up',
  dropoff: 'Delivered',
  return: 'Handed back',
};

export const STOP_WORDS: Record<StopKind, string> = { pickup: 'Pickup', dropoff: 'Dropoff', return: 'Return' };

export const STOP_LETTERS: Record<StopKind, string> = { pickup: 'P', dropoff: 'D', return: 'R' };

interface Problems {
  /** What becomes of the order. */
  outcome: string;
  reasons: string[];
}

export const PROBLEMS: Record<StopKind, Problems> = {
  pickup: {
    outcome: 'The order goes to another driver.',
    reasons: [
      'The shop is closed',
      'It is not ready and I cannot wait',
      'It is damaged or not what was ordered',
      'It is not safe here',
    ],
  },
  dropoff: {
    outcome: 'You bring the goods back.',
    reasons: [
      'Nobody answers',
      'The address is wrong',
      'The customer does not take it',
      'It is damaged',
      'It is not safe here',
    ],
  },
  return: {
    outcome: 'The order ends here and the dispatcher calls you.',
    reasons: ['The shop is closed', 'They do not take it back', 'It is not safe here'],
  },
};
