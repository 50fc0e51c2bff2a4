import { candidatesOf, type Candidates } from '../candidates';
import { InsertionSearch } from './insertion';
import { Plan } from './plan';
import type { Problem } from './problem';
import type { Random } from './random';
import type { RouteCosting } from './route';
import { RuinAndRecreate } from './search';
import type { ExclusionReason, MatchingPolicy } from '../types';

export interface Routing {
  candidates: Candidates[];
  plan: Plan;
  search: RuinAndRecreate;
}

/** An empty plan for a problem with the search that fills it; `exclusion` says who may not be asked for an order. */
export function routingOf(
  problem: Problem,
  costing: RouteCosting,
  exclusion: (order: number, driver: number) => ExclusionReason | null,
  { policy, unservedCost, random }: { policy: MatchingPolicy; unservedCost: number; random: Random },
): Routing {
  const candidates = candidatesOf(problem, exclusion);
  const rules = { bundleSizeMax: policy.bundleSizeMax, bundleAcrossPlaces: policy.bundleAcrossPlaces ?? true };
  const insertions = new InsertionSearch(problem, costing, rules);
  const isEligible = (o: number, d: number): boolean => exclusion(o, d) === null;
  const plan = new Plan(problem, costing, insertions, candidates, isEligible, unservedCost);
  return { candidates, plan, search: new RuinAndRecreate(problem, plan, random) };
}
