import type { Policy } from './policy';

export interface PolicyProblem {
  section: keyof Policy;
  field: string;
  message: string;
}

/** Numbers that are each in range and make no sense together. Empty for a policy that can be published. */
export function senseOf({ offer, pool, deadlines, shift, presence }: Policy): PolicyProblem[] {
  const problems: [wrong: boolean, section: keyof Policy, field: string, message: string][] = [
    [!isRising(offer.later), 'offer', 'later', 'must be in the order of after_s, each once'],
    [offer.waveSize > offer.broadcastSizeMax, 'offer', 'waveSize', 'must not be above broadcast_size_max'],
    [
      offer.waveRaiseMinor > offer.waveRaiseMaxMinor,
      'offer',
      'waveRaiseMinor',
      'must not be above wave_raise_max_minor',
    ],
    [!isRising(pool.radii), 'pool', 'radii', 'must be in the order of after_s, each once'],
    [pool.radii[0]?.afterS !== 0, 'pool', 'radii', 'must begin with after_s 0'],
    [!isWidening(pool.radii), 'pool', 'radii', 'must not become narrower with time'],
    [deadlines.unassignedS >= deadlines.giveUpS, 'deadlines', 'giveUpS', 'must be above unassigned_s'],
    [shift.breakReminderS > shift.breakMaxS, 'shift', 'breakReminderS', 'must not be above break_max_s'],
    [shift.endReminderS > (shift.workMaxS ?? Infinity), 'shift', 'endReminderS', 'must not be above work_max_s'],
    [presence.nudgeS >= presence.pauseS, 'presence', 'pauseS', 'must be above nudge_s'],
    [presence.pauseS >= presence.handOverS, 'presence', 'handOverS', 'must be above pause_s'],
  ];
  return problems.filter(([wrong]) => wrong).map(([, section, field, message]) => ({ section, field, message }));
}

const isRising = (levels: { afterS: number }[]): boolean =>
  levels.every(({ afterS }, at) => at === 0 || afterS > levels[at - 1]!.afterS);

const isWidening = (radii: { radiusM: number | null }[]): boolean =>
  radii.every(({ radiusM }, at) => at === 0 || (radiusM ?? Infinity) >= (radii[at - 1]!.radiusM ?? Infinity));
