import { ApplicationFailure } from '@temporalio/activity';
import type { Actor } from '../domain/actor';
import type { FaultPoints, RelayNudge, ShiftStore } from '../domain/ports';
import type { StandingShift } from '../domain/shift/standing-shift';
import { actingWorkflow } from './acting-workflow';

/** The shift as it stands after a step, taken or too early: the workflow adopts it either way. */
export interface ShiftStepResult {
  shift: StandingShift;
  /** When the database's clock says that it is too early: how long, in real milliseconds. */
  waitMs?: number;
}

const self = (): Actor => actingWorkflow('driverShift');

/** What a shift's workflow asks of the database. Each is a compare-and-set: running it twice changes nothing more. */
export const createShiftActivities = ({
  shifts,
  faults,
  relay,
}: {
  shifts: ShiftStore;
  faults: FaultPoints;
  relay: RelayNudge;
}) => ({
  async readShift({ shiftId }: { shiftId: string }): Promise<StandingShift> {
    return there(await shifts.readShift(shiftId), shiftId);
  },

  async passShiftMoment({ shiftId, step }: { shiftId: string; step: string }): Promise<ShiftStepResult> {
    const { shift = null, waitMs } = await shifts.passShiftMoment(shiftId, step, self());
    faults.pass('passShiftMoment');
    relay.nudge();
    return { shift: there(shift, shiftId), waitMs };
  },
});

function there(shift: StandingShift | null, shiftId: string): StandingShift {
  if (!shift) throw ApplicationFailure.nonRetryable(`no shift ${shiftId}`, 'ShiftNotFound');
  return shift;
}
