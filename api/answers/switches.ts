import type { z } from 'zod';
import { SWITCHES, type MarketSwitch, type ZonePause } from '../../contracts/http';
import type { BoardMargins } from '../../db/read-models/board-margins';
import type { Stopped } from '../../db/switches';
import { instant } from './common';

type Switches = Stopped['switches'] | BoardMargins['switches'];

/** All switches of a market, off ones included. */
export const switchAnswers = ({
  switches,
  waiting,
}: Pick<Stopped, 'waiting'> & { switches: Switches }): z.infer<typeof MarketSwitch>[] =>
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

export const pauseAnswers = (zones: Stopped['zones'] | BoardMargins['pauses']): z.infer<typeof ZonePause>[] =>
  zones.map(({ zoneId, reason, pausedBy, pausedAt, until, holdsUp }) => ({
    zone_id: zoneId,
    reason,
    paused_by: pausedBy,
    paused_at: instant(pausedAt),
    until: instant(until),
    holds_up: holdsUp,
  }));
