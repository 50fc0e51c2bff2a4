import { rowsOf, verdictOf, type ShadowOutcome, type ShadowRun } from './shadow-run';

const outcome: ShadowOutcome = {
  proposed: 8,
  unassigned: 2,
  wait_mean_s: 300,
  late: 1,
  late_mean_s: 60,
  pay: { amount: 4_000, currency: 'EUR' },
  offers: 8,
};
const run = (after: Partial<ShadowOutcome>): ShadowRun => ({
  from: '',
  to: '',
  rounds: { found: 4, run: 4 },
  orders: 10,
  before: outcome,
  after: { ...outcome, ...after },
  changed_orders: 0,
  examples: [],
  judged: '',
});
const verdicts = (after: Partial<ShadowOutcome>) => rowsOf(run(after)).map(verdictOf);

it('says nothing of what stays the same', () => {
  expect(verdicts({})).toEqual([null, null, null, null, null, null, null]);
});

it('calls fewer orders left out better, longer waits worse, and pay only different', () => {
  expect(verdicts({ unassigned: 0, wait_mean_s: 360, offers: 10, pay: { amount: 6_000, currency: 'EUR' } })).toEqual([
    'better',
    'worse',
    null,
    null,
    'other',
    'other',
    'other',
  ]);
});

it('compares nothing with a figure that is not there', () => {
  expect(verdicts({ wait_mean_s: null, offers: 0 }).slice(1, 6)).toEqual([null, null, null, 'other', null]);
});
