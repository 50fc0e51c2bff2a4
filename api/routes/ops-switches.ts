import * as http from '../../contracts/http';
import type { Switches } from '../../db/switches';
import { ok } from '../answer';
import { closureAnswers, switchAnswers } from '../answers/switches';
import type { MarketBook } from '../market-book';
import type { Serve } from '../serve';
import { visibleMarket } from './ops-board';
import { refuseFarAway } from './ops-escalations';

const CLOSED_MAX_MS = 7 * 86_400_000;

/** Kill switches of a market, and zones that are closed. */
export function serveOpsSwitches({ on }: Serve, { switches, book }: { switches: Switches; book: MarketBook }): void {
  const answer = async (marketId: string) => ok({ data: switchAnswers(await switches.stopped(marketId)) });
  const zones = async (marketId: string) => ok({ data: closureAnswers(await switches.stopped(marketId)) });

  on(http.listSwitches, async ({ params, caller }) => answer((await visibleMarket(book, caller, params.market_id)).id));
  on(http.throwSwitch, async ({ params, body: { name, on: isOn, reason }, caller, actor }) => {
    const { id } = await visibleMarket(book, caller, params.market_id);
    await switches.throwSwitch(id, name, isOn, reason, actor);
    return answer(id);
  });

  on(http.listZoneClosures, async ({ params, caller }) =>
    zones((await visibleMarket(book, caller, params.market_id)).id),
  );
  on(http.closeZone, async ({ params, body: { until, reason }, caller, actor }) => {
    const { id } = await visibleMarket(book, caller, params.market_id);
    refuseFarAway(until, CLOSED_MAX_MS, '/until');
    await switches.closeZone(id, params.zone_id, until, reason, actor);
    return zones(id);
  });
  on(http.openZone, async ({ params, caller, actor }) => {
    const { id } = await visibleMarket(book, caller, params.market_id);
    await switches.openZone(id, params.zone_id, actor);
    return zones(id);
  });
}
