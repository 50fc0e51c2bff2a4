import type { SearchAttributePair } from '@temporalio/common';
import { defineQuery, defineSignal } from '@temporalio/workflow';
import { DriverIdAttribute, MarketIdAttribute } from './search-attributes';
import { TaskQueue } from './task-queues';
import type { ShiftPlan } from '../domain/shift/plan';
import type { StandingShift } from '../domain/shift/standing-shift';

/** One workflow per stretch of work. */
export const driverShiftId = (shiftId: string): string => `shift/${shiftId}`;

export const DRIVER_SHIFT = 'driverShift';
export type DriverShift = (input: DriverShiftInput) => Promise<ShiftEnd>;

/** Only the ID: the workflow reads how the shift stands, so that any message can start it and a new run resumes. */
export interface DriverShiftInput {
  shiftId: string;
}

/** An end is a value. A failed execution means that somebody is paged. */
export interface ShiftEnd {
  shiftId: string;
  status: StandingShift['status'];
  reason: string | null;
}

/** A fact that has been recorded, with the shift as it stood then; `number` is the version that the change made. */
export interface ShiftMessage {
  number: number;
  shift: StandingShift;
}
export const shiftChangedSignal = defineSignal<[ShiftMessage]>('shiftChanged');

export interface DriverShiftStart {
  workflowType: string;
  options: {
    workflowId: string;
    taskQueue: TaskQueue;
    workflowIdReusePolicy: 'REJECT_DUPLICATE';
    workflowTaskTimeout: '5 seconds';
    args: [DriverShiftInput];
    signal: typeof shiftChangedSignal;
    signalArgs: [ShiftMessage];
    staticSummary: string;
    typedSearchAttributes: SearchAttributePair[];
  };
}

/** How a message is delivered: it starts the workflow if need be, but never a second one of a shift whose has closed. */
export const driverShiftStart = (message: ShiftMessage): DriverShiftStart => {
  const { id: shiftId, driverId, marketId } = message.shift;
  return {
    workflowType: DRIVER_SHIFT,
    options: {
      workflowId: driverShiftId(shiftId),
      taskQueue: TaskQueue.dispatch,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      workflowTaskTimeout: '5 seconds',
      args: [{ shiftId }],
      signal: shiftChangedSignal,
      signalArgs: [message],
      staticSummary: `Shift of driver ${driverId}`,
      typedSearchAttributes: [
        { key: MarketIdAttribute, value: marketId },
        { key: DriverIdAttribute, value: driverId },
      ],
    },
  };
};

/** The live view of one shift's workflow. Lists come from the database. */
export interface DriverShiftView {
  shift: StandingShift | null;
  next: ShiftPlan | null;
}
export const driverShiftViewQuery = defineQuery<DriverShiftView>('driverShiftView');
