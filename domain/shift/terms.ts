import { realMs, type MarketClock } from '../clock';
import type { Policy } from '../policy/policy';

/** A market's numbers for one shift, in real milliseconds. Stored with the shift, which keeps them until it ends. */
export interface ShiftTerms {
  /** Null: no limit. */
  missedMax: number | null;
  noFaultReasons: string[];
  breakReminderMs: number;
  endReminderMs: number;
  breakMaxMs: number;
  graceMs: number;
  workMaxMs: number | null;
  restMs: number;
}

export function shiftTerms({ shift, offer }: Pick<Policy, 'shift' | 'offer'>, clock: MarketClock): ShiftTerms {
  const ms = (seconds: number): number => realMs(clock, seconds);
  return {
    missedMax: shift.missedOffersMax,
    noFaultReasons: [...offer.noFaultReasons],
    breakReminderMs: ms(shift.breakReminderS),
    endReminderMs: ms(shift.endReminderS),
    breakMaxMs: ms(shift.breakMaxS),
    graceMs: ms(shift.graceS),
    workMaxMs: shift.workMaxS === null ? null : ms(shift.workMaxS),
    restMs: ms(shift.restS),
  };
}
