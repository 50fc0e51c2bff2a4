import { z } from 'zod';
import * as http from '../../contracts/http';
import type { Market } from '../../db/markets';
import type { Policies, PolicyRecord } from '../../db/policies';
import { POLICY_DEFAULTS } from '../../domain/policy/defaults';
import { overridePolicy, type PolicyOverride } from '../../domain/policy/override';
import type { Policy } from '../../domain/policy/policy';
import { created, ok } from '../answer';
import { policyAnswer, policyChanges, policyDetail, policyProblems, policyVersion } from '../answers/policies';
import { isCountKey, keyOf, pageOf } from '../cursor';
import type { MarketBook } from '../market-book';
import { ApiProblem, invalid, notFound } from '../problem';
import type { Serve } from '../serve';
import { visibleMarket } from './ops-board';

export interface OpsPolicyDependencies {
  book: MarketBook;
  policies: Policies;
}

/** Policies: everybody reads them, managers publish. */
export function serveOpsPolicies({ on }: Serve, { book, policies }: OpsPolicyDependencies): void {
  async function known(market: Market, version: number): Promise<PolicyRecord> {
    const found = await policies.find(market.id, version);
    if (!found) throw notFound('version');
    return found;
  }

  on(http.getPolicySchema, async () => ok({ schema: POLICY_SCHEMA, defaults: policyAnswer(POLICY_DEFAULTS) }));

  on(http.getCurrentPolicy, async ({ params, caller }) => {
    const market = await visibleMarket(book, caller, params.market_id);
    return ok(policyDetail(await known(market, market.policyVersion), market.policyVersion));
  });

  on(http.listPolicyVersions, async ({ params, query: { limit, cursor }, caller }) => {
    const market = await visibleMarket(book, caller, params.market_id);
    const rows = await policies.versions(market.id, limit + 1, keyOf(cursor, isCountKey));
    return ok(
      pageOf(
        rows,
        limit,
        ({ version }) => version,
        (row) => policyVersion(row, market.policyVersion),
      ),
    );
  });

  on(http.getPolicyVersion, async ({ params, caller }) => {
    const market = await visibleMarket(book, caller, params.market_id);
    return ok(policyDetail(await known(market, params.version), market.policyVersion));
  });

  on(http.getPolicyDifference, async ({ params, query: { from, to }, caller }) => {
    const market = await visibleMarket(book, caller, params.market_id);
    const [before, after] = await Promise.all([known(market, from), known(market, to)]);
    return ok({ market_id: market.id, from, to, changes: policyChanges(before.policy, after.policy) });
  });

  on(http.draftPolicy, async ({ params, body: { based_on, changes }, caller }) => {
    const market = await visibleMarket(book, caller, params.market_id);
    const { policy: before } = await known(market, based_on);
    const policy = changed(before, changes);
    const draft: http.PolicyDraft = {
      market_id: market.id,
      based_on,
      current_version: market.policyVersion,
      policy: policyAnswer(policy),
      changes: policyChanges(before, policy),
      problems: policyProblems(policy),
    };
    return ok(draft);
  });

  on(http.publishPolicy, async ({ params, body: { based_on, changes, reason }, caller, actor }) => {
    const market = await visibleMarket(book, caller, params.market_id);
    const policy = changed((await known(market, based_on)).policy, changes);
    const problems = policyProblems(policy);
    if (problems.length > 0) throw invalid(...problems);
    const outcome = await policies.publish(market.id, policy, { basedOn: based_on, reason }, actor);
    if (!outcome.done) throw new ApiProblem(outcome.code, `Version ${outcome.version} has been published since.`);
    book.forget(market.id);
    return created(
      policyDetail(await known(market, outcome.version), outcome.version),
      `/v1/ops/policies/${market.id}/versions/${outcome.version}`,
    );
  });
}

const POLICY_SCHEMA = z.toJSONSchema(http.Policy, { io: 'input' }) as Record<string, unknown>;

/** A policy with the changes of a body in it. */
export const changed = (policy: Policy, changes: http.PolicyChanges): Policy =>
  overridePolicy(policy, http.toCamelCase(changes) as PolicyOverride);
