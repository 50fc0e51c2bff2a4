import type { Fault } from '../config';
import type { FaultPoints } from '../domain/ports';

/**
 * Kills or suspends this very process where it passes a named point for the n-th time: how tests crash a worker between
 * a commit and the task that would have told of it. Without configured faults it does nothing.
 */
export function createFaultPoints(faults: readonly Fault[]): FaultPoints {
  const passed = new Map<string, number>();
  return {
    pass(point) {
      if (faults.length === 0) return;
      const times = (passed.get(point) ?? 0) + 1;
      passed.set(point, times);
      const fault = faults.find((candidate) => candidate.point === point && candidate.occurrence === times);
      if (fault) process.kill(process.pid, fault.action === 'kill' ? 'SIGKILL' : 'SIGSTOP');
    },
  };
}
