import { EARNEST } from '../clock';
import { at, standingOrder, T0 } from '../dispatch/standing-order.test-support';
import { overridePolicy } from '../policy/override';
import { DEFAULT_POLICY } from '../policy/policy';
import { actionsFor, nextRung } from './ladder';
import type { Rung, RungCondition } from './types';

const rung = (when: RungCondition[], deadlineS = 600): Rung => ({ when, actions: [{ kind: 'escalate' }], deadlineS });
const next = (
  order: Parameters<typeof standingOrder>[0],
  rungs: Rung[],
  stage: Parameters<typeof nextRung>[1] = null,
) =>
  nextRung(
    standingOrder(order),
    stage,
    overridePolicy(DEFAULT_POLICY, { ladder: { ...DEFAULT_POLICY.ladder, rungs } }),
    EARNEST,
  );
const seconds = (ms: number): string => new Date(ms).toISOString();

test('the rung whose condition holds first acts first, also past rungs that wait for something else', () => {
  const rungs = [rung([{ kind: 'moves_exhausted' }]), rung([{ kind: 'unassigned', afterS: 300 }])];
  expect(next({}, rungs)).toMatchObject({ number: 2, reason: 'unassigned_too_long', atMs: T0 + 300_000 });
  expect(next({ moves: 5 }, rungs)).toMatchObject({ number: 1, reason: 'moves_exhausted', atMs: T0 });
});

test('a rung without conditions waits for the deadline of the one before, and keeps its reason', () => {
  const rungs = [rung([{ kind: 'refusals', count: 3 }]), rung([])];
  expect(next({ offersMade: 3 }, rungs)).toMatchObject({ number: 1, reason: 'offers_exhausted' });
  const climbed = next({ offersMade: 3, ladderRung: 1, escalationDeadlineAt: at(900) }, rungs);
  expect(climbed).toMatchObject({ number: 2, reason: 'offers_exhausted' });
  expect(seconds(climbed!.atMs)).toBe(at(900));
});

test('after the last rung there is none', () => {
  expect(next({ ladderRung: 1, escalationDeadlineAt: at(1) }, [rung([{ kind: 'unassigned', afterS: 1 }])])).toBeNull();
});

test.each<[string, RungCondition, Parameters<typeof standingOrder>[0], string | null]>([
  ['a broken promise counts without a driver', { kind: 'late', byS: 60 }, {}, 'promise_broken'],
  ['and not with one', { kind: 'late', byS: 60 }, { status: 'assigned', driverId: 'd' }, null],
  ['goods that wait', { kind: 'driver_lost', afterS: 60 }, { status: 'stranded', strandedAt: at(10) }, 'driver_lost'],
  ['failed rescues', { kind: 'rescue_failed', count: 2 }, { status: 'stranded', rescuesFailed: 2 }, 'rescue_failed'],
  ['one failed rescue is not two', { kind: 'rescue_failed', count: 2 }, { status: 'stranded', rescuesFailed: 1 }, null],
  ['moves that are left', { kind: 'moves_exhausted' }, { moves: 1 }, null],
])('%s', (_name, condition, order, reason) => {
  expect(next(order, [rung([condition])])?.reason ?? null).toBe(reason);
});

test("a stage's deadline is a cause of its own", () => {
  const stage = { reason: 'pickup_late' as const, deadlineMs: T0 + 5_000 };
  expect(next({ status: 'assigned' }, [rung([{ kind: 'stage' }])], stage)).toMatchObject({ reason: 'pickup_late' });
  expect(next({ status: 'assigned' }, [rung([{ kind: 'stage' }])])).toBeNull();
});

test('a rung does only what means something in the status: no pay for whom nobody looks, no refund after the pickup', () => {
  const all: Rung['actions'] = [
    { kind: 'raise_pay', minor: 1 },
    { kind: 'widen' },
    { kind: 'refund_and_cancel' },
    { kind: 'escalate' },
  ];
  const kinds = (status: Parameters<typeof actionsFor>[1]['status']) =>
    actionsFor({ ...rung([]), actions: all }, { status }).map(({ kind }) => kind);
  expect(kinds('unassigned')).toEqual(['raise_pay', 'widen', 'refund_and_cancel', 'escalate']);
  expect(kinds('stranded')).toEqual(['raise_pay', 'widen', 'escalate']);
  expect(kinds('picked_up')).toEqual(['escalate']);
});
