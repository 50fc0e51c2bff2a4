import { etasWorthTelling } from '../domain/eta/market-reading';
import { learnedModel, modelOf, offsetOf } from '../domain/eta/market-model';
import type { EtaStore } from '../domain/eta/ports';
import type { RelayNudge } from '../domain/ports';
import { embeddedTravel } from '../domain/travel/embedded';

/** What a model learns from: weeks, so that each hour of the week has been seen, and no more than fits in a second. */
const LEGS_SINCE_MS = 28 * 86_400_000;
const LEGS_MAX = 10_000;
const SCORED_MAX = 20_000;
/** A new version is worth its row after this long. */
const REFIT_AFTER_MS = 600_000;

export interface EtasKept {
  told: number;
  /** The version in use after it. */
  modelVersion: number;
}

export const createEtaActivities = ({ etas, relay }: { etas: EtaStore; relay: RelayNudge }) => ({
  /**
   * Works out the arrival times of a market's open orders and tells those that have changed. Run twice it finds that
   * they have been told.
   */
  async keepEtas({ marketId, orderIds = null }: { marketId: string; orderIds?: string[] | null }): Promise<EtasKept> {
    const reading = await etas.readEtas(marketId, orderIds);
    if (!reading) return { told: 0, modelVersion: 0 };
    const { version, body } = modelOf(reading);
    const worthTelling = etasWorthTelling(reading, body, embeddedTravel(reading.travel), offsetOf(reading));
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
    const body = learnedModel(reading, { legs, scored }, embeddedTravel(reading.travel));
    await etas.keepModel(marketId, { version: modelVersion + 1, body, orders: legs.orders.length });
    return { modelVersion: modelVersion + 1 };
  },
});
