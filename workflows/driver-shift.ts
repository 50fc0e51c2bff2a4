import * as wf from '@temporalio/workflow';
import type { Activities } from '../activities';
import * as contract from '../contracts/driver-shift';
import { isShiftOver, planShift, type ShiftPlan } from '../domain/shift/plan';
import type { StandingShift } from '../domain/shift/standing-shift';
import { Alarm } from './lib/alarm';
import { Inbox } from './lib/inbox';

const { readShift, passShiftMoment } = wf.proxyLocalActivities<Activities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '100 milliseconds', maximumInterval: '5 seconds' },
});

/** A step that changed nothing (its moment had not come by the database's clock) is tried again after this. */
const TRY_AGAIN_MS = 1000;

/**
 * Carries one stretch of a driver's work from on to off. The database decides and holds the truth; this loop sequences:
 * it waits for what has been recorded or for the next moment (a break ends, the off time comes), and adopts the shift as
 * it stands.
 */
export async function driverShift({ shiftId }: contract.DriverShiftInput): Promise<contract.ShiftEnd> {
  const inbox = new Inbox<contract.ShiftMessage>();
  const alarm = new Alarm();
  let shift: StandingShift | null = null;
  let next: ShiftPlan | null = null;
  wf.setHandler(contract.shiftChangedSignal, (message) => inbox.put(message));
  wf.setHandler(contract.driverShiftViewQuery, () => ({ shift, next }));

  let current = adopt(await readShift({ shiftId }));
  let notBefore = 0;

  while (!isShiftOver(current)) {
    next = planShift(current);
    wf.setCurrentDetails(story(current, next));
    if (next) alarm.set(Math.max(Date.parse(next.at), notBefore), next.step);
    else alarm.clear();
    await wf.condition(() => inbox.waiting || alarm.due);

    const message = inbox.take();
    if (message) {
      current = adopt(message.shift);
    } else if (alarm.due && next) {
      const { shift: standing, waitMs = TRY_AGAIN_MS } = await passShiftMoment({ shiftId, step: next.step });
      notBefore = standing.version > current.version ? 0 : Date.now() + waitMs;
      current = adopt(standing);
    }
    if (wf.workflowInfo().continueAsNewSuggested && !inbox.waiting && !isShiftOver(current)) {
      await wf.continueAsNew<contract.DriverShift>({ shiftId }); // All state is in the shift's row.
    }
  }
  next = null;
  alarm.clear();
  wf.setCurrentDetails(story(current, next));
  return { shiftId, status: current.status, reason: current.endReason };

  function adopt(standing: StandingShift): StandingShift {
    if (shift === null || standing.version > shift.version) shift = standing;
    return shift;
  }
}

/** The page that operators read. */
function story(shift: StandingShift, next: ShiftPlan | null): string {
  const { status, availability, aboard, lastOrder, breakAskedAt, endReason } = shift;
  const facts = [
    status === 'running' ? availability : status,
    ...(aboard > 0 ? [`${aboard} aboard`] : []),
    ...(breakAskedAt ? ['a break after the current stop'] : []),
    ...(lastOrder ? [`last order (${lastOrder})`] : []),
    ...(endReason && endReason !== status ? [endReason] : []),
  ];
  const waits = next ? `waits for ${next.waitsFor} until ${next.at}; then ${next.otherwise}` : 'waits for the driver';
  return `**${facts.join(', ')}**${isShiftOver(shift) ? '' : `: ${waits}.`}`;
}
