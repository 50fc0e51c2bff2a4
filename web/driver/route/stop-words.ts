import type { ShownStop } from '../queue/action';
import type { ProofDemand, StopKind } from '../live/wire';
import type { FailCause, Task, Trouble } from '../queue/task';

export const hasArrived = ({ status }: ShownStop): boolean => status === 'arrived';

/** What this stop is completed with. */
export const demandOf = ({ kind, proof }: ShownStop): ProofDemand => (kind === 'dropoff' && proof) || 'none';

const COMPLETE_WORDS: Record<StopKind, string> = {
  pickup: 'Picked up',
  dropoff: 'Delivered',
  return: 'Handed back',
};

/** The one next step of a stop. */
export const completeWords = ({ kind, rescue }: ShownStop): string =>
  rescue ? 'Goods taken over' : COMPLETE_WORDS[kind];

export const STOP_WORDS: Record<StopKind, string> = { pickup: 'Pickup', dropoff: 'Dropoff', return: 'Return' };

export const STOP_LETTERS: Record<StopKind, string> = { pickup: 'P', dropoff: 'D', return: 'R' };

/** What the driver is about to report. */
export interface Report {
  words: string;
  /** What becomes of the order: stands there before the second tap. */
  outcome: string;
  tasks: Task[];
}

export interface StopProblem {
  words: string;
  /** What becomes of the order. */
  outcome: string;
  cause?: FailCause;
}

const TO_ANOTHER = 'The order goes to another driver.';
const NO_FAULT = 'It does not count against you.';
const BACK = 'You bring the goods back.';
const ENDS = 'The order ends here and the dispatcher calls you.';

const all = (outcome: string, words: string[]): StopProblem[] => words.map((each) => ({ words: each, outcome }));

/** Goods that another driver has and cannot bring. */
const RESCUE = all('Another driver is asked to collect the goods.', [
  'I cannot find the driver',
  'The goods are not there',
  'It is damaged',
  'It is not safe here',
]);

/** What can be wrong at this stop. */
export const problemsAt = ({ kind, rescue }: ShownStop): StopProblem[] => (rescue ? RESCUE : PROBLEMS[kind]);

const PROBLEMS: Record<StopKind, StopProblem[]> = {
  pickup: [
    { words: 'The shop is closed', outcome: `${TO_ANOTHER} ${NO_FAULT}`, cause: 'closed' },
    { words: 'It is not ready and I cannot wait', outcome: `${TO_ANOTHER} ${NO_FAULT}`, cause: 'not_ready' },
    ...all(TO_ANOTHER, ['It is damaged or not what was ordered', 'It is not safe here']),
  ],
  dropoff: all(BACK, [
    'Nobody answers',
    'The address is wrong',
    'The customer does not take it',
    'It is damaged',
    'It is not safe here',
  ]),
  return: all(ENDS, ['The shop is closed', 'They do not take it back', 'It is not safe here']),
};

export const TROUBLES: { trouble: Trouble; words: string }[] = [
  { trouble: 'vehicle', words: 'My vehicle has broken down' },
  { trouble: 'accident', words: 'I had an accident' },
  { trouble: 'unable', words: 'I am not well' },
];
