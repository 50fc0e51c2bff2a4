import * as http from '../../contracts/http';
import type { Market, Markets } from '../../db/markets';
import { overridePolicy, type PolicyOverride } from '../../domain/policy/override';
import { DEFAULT_POLICY } from '../../domain/policy/policy';
import { created, ok } from '../answer';
import { marketAnswer } from '../answers/admin';
import type { MarketBook } from '../market-book';
import { ApiProblem, notFound } from '../problem';
import type { Serve } from '../serve';

export interface MarketDependencies {
  markets: Markets;
  book: MarketBook;
}

/** Markets and their policies. */
export function serveAdminMarkets({ on }: Serve, { markets, book }: MarketDependencies): void {
  const answerOf = async (market: Market): Promise<http.Market> =>
    marketAnswer(market, await book.policy(market.id, market.policyVersion));

  async function existing(id: string): Promise<Market> {
    const market = await markets.find(id);
    if (!market) throw notFound('market');
    return market;
  }

  on(http.createMarket, async ({ body, caller, actor }) => {
    const { time_zone, clock, travel, policy = {}, ...market } = body;
    const opened = await markets.create({
      ...market,
      timeZone: time_zone,
      clock: clockOf(clock ?? { rate: 1, offset_ms: 0 }),
      travel: travelOf(travel),
      policy: overridePolicy(DEFAULT_POLICY, overrideOf(policy)),
      createdBy: caller.id,
      actor,
    });
    if (!opened) throw new ApiProblem('already_exists', `There is a market ${body.id} already.`);
    return created(await answerOf(opened), `/v1/admin/markets/${opened.id}`);
  });

  on(http.listMarkets, async () => ok({ data: await Promise.all((await markets.list()).map(answerOf)) }));

  on(http.getMarket, async ({ params }) => ok(await answerOf(await existing(params.market_id))));

  on(http.changeMarket, async ({ params, body: { name, time_zone, location, clock, travel }, actor }) => {
    const { id } = await existing(params.market_id);
    const changes = {
      name,
      timeZone: time_zone,
      location,
      clock: clock && clockOf(clock),
      travel: travel && travelOf(travel),
    };
    const changed = await markets.change(id, changes, actor);
    book.forget(id);
    return ok(await answerOf(changed));
  });

  on(http.createPolicy, async ({ params, body, caller, actor }) => {
    const market = await existing(params.market_id);
    const current = await book.policy(market.id, market.policyVersion);
    const changed = await markets.addPolicy(market.id, overridePolicy(current, overrideOf(body)), caller.id, actor);
    book.forget(market.id);
    return created(await answerOf(changed), `/v1/admin/markets/${market.id}`);
  });
}

const clockOf = ({ rate, offset_ms }: { rate: number; offset_ms: number }): Market['clock'] => ({
  rate,
  offsetMs: offset_ms,
});

const travelOf = ({ speed_mps, detour_factor }: { speed_mps: number; detour_factor: number }): Market['travel'] => ({
  speedMps: speed_mps,
  detourFactor: detour_factor,
});

const overrideOf = (changes: http.PolicyChanges): PolicyOverride => http.toCamelCase(changes) as PolicyOverride;
