import type { z } from 'zod';
import { SWITCHES, type MarketSwitch, type ZoneClosure } from '../../contracts/http';
import type { Stopped } from '../../db/switches';
import { instant } from './common';

/** All switches of a market, off ones included. */
export const switchAnswers = ({ switches, waiting }: Stopped): z.infer<typeof MarketSwitch>[] =>
  SWITCHES.map((name) => {
    const on = switches.find((thrown) => thrown.name === name);
    return {
      name,
      on: on !== undefined,
      reason: on?.reason ?? null,
      set_by: on?.setBy ?? null,
      since: on ? instant(on.since) : null,
      holds_up: { orders: on && name !== 'pause_intake' ? waiting : 0, refused: on?.refused ?? 0 },
    };
  });

export const closureAnswers = ({ zones }: Stopped): z.infer<typeof ZoneClosure>[] =>
  zones.map(({ zoneId, reason, closedBy, closedAt, until, holdsUp }) => ({
    zone_id: zoneId,
    reason,
    closed_by: closedBy,
    closed_at: instant(closedAt),
    until: instant(until),
    holds_up: holdsUp,
  }));
