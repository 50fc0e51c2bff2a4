import { etasWorthTelling } from '../domain/eta/market-reading';
import { learnedModel, modelOf, offsetOf } from '../domain/eta/market-model';
import type { EtaStore } from '../domain/eta/ports';
import type { RelayNudge } from '../domain/ports';
import type { TravelTimes } from '../domain/matching/types';
import { embeddedTravel, type EmbeddedTravel } from '../domain/travel/embedded';
import { travelOverLegs, type Pair, type RoadLegs } from '../domain/travel/known-legs';
import { pairsOfHistory, pairsOfReading } from '../domain/travel/pairs';

/** What a model learns from: weeks, so that each hour of the week has been seen, and no more than fits in a second. */
const LEGS_SINCE_MS = 28 * 86_400_000;
const LEGS_MAX = 10_000;
const SCORED_MAX = 20_000;
/** A new version is worth its row after this long. */
const REFIT_AFTER_MS = 600_000;
/** What a road engine may take, of forecasts that somebody waits for and of learning, which nobody does. */
const ANSWER_BUDGET_MS = 300;
const LEARN_BUDGET_MS = 5_000;

export interface EtasKept {
  told: number;
  /** The version in use after it. */
  modelVersion: number;
}

export interface EtaPorts {
  etas: EtaStore;
  relay: RelayNudge;
  /** Null: the embedded travel model alone. */
  roads?: RoadLegs | null;
}

export const createEtaActivities = ({ etas, relay, roads = null }: EtaPorts) => ({
  /**
   * Works out the arrival times of a market's open orders and tells those that have changed. Run twice it finds that
   * they have been told.
   */
  async keepEtas({ marketId, orderIds = null }: { marketId: string; orderIds?: string[] | null }): Promise<EtasKept> {
    const reading = await etas.readEtas(marketId, orderIds);
    if (!reading) return { told: 0, modelVersion: 0 };
    const { version, body } = modelOf(reading);
    const travel = await travelOn(roads, reading, pairsOfReading(reading), ANSWER_BUDGET_MS);
    const worthTelling = etasWorthTelling(reading, body, travel, offsetOf(reading));
    if (worthTelling.length === 0) return { told: 0, modelVersion: version };
    const basis = { modelVersion: version, marketLoad: reading.marketLoad };
    const told = await etas.giveEtas(marketId, basis, worthTelling);
    relay.nudge();
    return { told, modelVersion: version };
  },

  /** Learns a new version when there is something to learn. The first of two that learn the same version stands. */
  async learnEtas({ marketId }: { marketId: string }): Promise<{ modelVersion: number }> {
    const [[last], reading] = await Promise.all([etas.models(marketId), etas.readEtas(marketId, [])]);
    const modelVersion = last?.version ?? 0;
    if (!reading) return { modelVersion };
    const now = Date.parse(reading.readAt);
    const since = new Date(now - LEGS_SINCE_MS);
    if (last && now - last.createdAt.getTime() < REFIT_AFTER_MS) return { modelVersion };
    const legs = await etas.finishedLegs(marketId, since, LEGS_MAX);
    if (legs.orders.length === 0) return { modelVersion };
    const scored = await etas.scoredEtas(marketId, { from: since, to: new Date(now) }, SCORED_MAX);
    // Learned against the same streets that forecasts are made on.
    const travel = await travelOn(roads, reading, pairsOfHistory(legs), LEARN_BUDGET_MS);
    const body = learnedModel(reading, { legs, scored }, travel);
    await etas.keepModel(marketId, { version: modelVersion + 1, body, orders: legs.orders.length });
    return { modelVersion: modelVersion + 1 };
  },
});

async function travelOn(
  roads: RoadLegs | null,
  { marketId, travel }: { marketId: string; travel: EmbeddedTravel },
  pairs: readonly Pair[],
  budgetMs: number,
): Promise<TravelTimes> {
  const embedded = embeddedTravel(travel);
  return roads ? travelOverLegs(await roads.legs(marketId, pairs, budgetMs), pairs, embedded) : embedded;
}
