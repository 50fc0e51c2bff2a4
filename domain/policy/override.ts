import { DEFAULT_POLICY, type Policy } from './policy';

/** Sections and fields that differ; what is left out keeps its value. */
export type PolicyOverride = { [Section in keyof Policy]?: Partial<Policy[Section]> };

export function overridePolicy(base: Policy, changes: PolicyOverride): Policy {
  const sections = (Object.keys(base) as (keyof Policy)[]).map((name) => [name, { ...base[name], ...changes[name] }]);
  return Object.fromEntries(sections) as Policy;
}

/** A stored policy may be older than its newest section: what it does not say has the default. */
export const completePolicy = (stored: PolicyOverride): Policy => overridePolicy(DEFAULT_POLICY, stored);
