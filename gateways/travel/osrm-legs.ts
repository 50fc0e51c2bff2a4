import type { KnownLegs, Pair, RoadLeg, RoadLegs } from '../../domain/travel/known-legs';
import { pairKey } from '../../domain/travel/place-key';
import { CircuitBreaker } from './circuit-breaker';
import { LegCache } from './leg-cache';
import { OsrmClient } from './osrm-client';
import { DEFAULTS, type OsrmEngineOptions } from './osrm';
import { tablesOf, type Table } from './tables';

export interface OsrmLegsOptions extends OsrmEngineOptions {
  /** Markets that lie on the engine's map; null: all of them. */
  markets: readonly string[] | null;
}

/** Requests at once: more make an engine slower for everybody. */
const AT_ONCE = 4;

/**
 * Legs for rounds and arrival times. What has been asked before is answered at once; the rest is fetched for as long as
 * the budget lasts and, if that is not enough, goes on behind the asker's back: the next round finds it.
 */
export function createOsrmLegs(options: OsrmLegsOptions): RoadLegs {
  const rules = { ...DEFAULTS, ...options };
  const client = new OsrmClient(options);
  const breaker = new CircuitBreaker(rules);
  const cache = new LegCache(rules);
  let fetching: Promise<void> | null = null;

  async function fetchTable({ from, to }: Table): Promise<void> {
    if (!breaker.allows()) return;
    try {
      const rows = await client.table(from, to);
      breaker.succeeded();
      rows.forEach((row, i) => row.forEach((leg, j) => leg && cache.set(from[i]!, to[j]!, leg)));
    } catch (error) {
      breaker.failed();
      rules.onProblem?.(error);
    }
  }

  async function fetchAll(pairs: readonly Pair[]): Promise<void> {
    const tables = tablesOf(pairs, rules.tableSizeMax);
    const work = async (): Promise<void> => {
      for (let table = tables.shift(); table; table = tables.shift()) await fetchTable(table);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  function known(pairs: readonly Pair[]): Map<string, RoadLeg> {
    const legs = new Map<string, RoadLeg>();
    for (const pair of pairs) {
      const leg = cache.get(...pair);
      if (leg) legs.set(pairKey(...pair), leg);
    }
    return legs;
  }

  return {
    async legs(marketId, pairs, budgetMs): Promise<KnownLegs> {
      if (rules.markets && !rules.markets.includes(marketId)) return new Map();
      const legs = known(pairs);
      if (legs.size === pairs.length) return legs;
      const missing = pairs.filter((pair) => !legs.has(pairKey(...pair)));
      // One fetch at a time: rounds follow each other faster than a slow engine answers.
      fetching ??= fetchAll(missing).finally(() => (fetching = null));
      await within(budgetMs, fetching);
      return known(pairs);
    },
  };
}

async function within(budgetMs: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, budgetMs);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
