import * as http from '../../contracts/http';
import type { Switches } from '../../db/switches';
import { ok } from '../answer';
import { pauseAnswers, switchAnswers } from '../answers/switches';
import type { MarketBook } from '../market-book';
import type { Serve } from '../serve';
import { visibleMarket } from './ops-board';
import { refuseFarAway } from './ops-escalations';

const PAUSED_MAX_MS = 7 * 86_400_000;

/** Kill switches of a market, and zones that are paused. */
export function serveOpsSwitches({ on }: Serve, { switches, book }: { switches: Switches; book: MarketBook }): void {
  const answer = async (marketId: string) => ok({ data: switchAnswers(await switches.stopped(marketId)) });
  const zones = async (marketId: string) => ok({ data: pauseAnswers((await switches.stopped(marketId)).zones) });

  on(http.listSwitches, async ({ params, caller }) => answer((await visibleMarket(book, caller, params.market_id)).id));
  on(http.throwSwitch, async ({ params, body: { name, on: isOn, reason }, caller, actor }) => {
    const { id } = await visibleMarket(book, caller, params.market_id);
    await switches.throwSwitch(id, name, isOn, reason, actor);
    return answer(id);
  });

  on(http.listZonePauses, async ({ params, caller }) =>
    zones((await visibleMarket(book, caller, params.market_id)).id),
  );
  on(http.pauseZone, async ({ params, body: { until, reason }, caller, actor }) => {
    const { id } = await visibleMarket(book, caller, params.market_id);
    refuseFarAway(until, PAUSED_MAX_MS, '/until');
    await switches.pauseZone(id, params.zone_id, until, reason, actor);
    return zones(id);
  });
  on(http.resumeZone, async ({ params, body, caller, actor }) => {
    const { id } = await visibleMarket(book, caller, params.market_id);
    await switches.resumeZone(id, params.zone_id, body.reason, actor);
    return zones(id);
  });
}
