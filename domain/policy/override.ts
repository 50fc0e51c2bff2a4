import { DEFAULT_POLICY, type Policy } from './policy';

/** Sections and fields that differ; what is left out keeps its value, and null leaves one to its default again. */
export type PolicyOverride = { [Section in keyof Policy]?: Overridden<Policy[Section]> };
/** Only what a policy may leave out can be left to its default. */
type Overridden<Section> = {
  [Field in keyof Section]?: undefined extends Section[Field] ? Section[Field] | null : Section[Field];
};

export function overridePolicy(base: Policy, changes: PolicyOverride): Policy {
  const sections = (Object.keys(base) as (keyof Policy)[]).map((name) => [name, { ...base[name], ...changes[name] }]);
  const policy = Object.fromEntries(sections) as Policy;
  return { ...policy, matching: withoutInherited(policy.matching) };
}

/** Null means something in other sections; here it means that nothing is said. */
const withoutInherited = (matching: Policy['matching']): Policy['matching'] =>
  Object.fromEntries(Object.entries(matching).filter(([, value]) => value !== null)) as unknown as Policy['matching'];

/** A stored policy may be older than its newest section: what it does not say has the default. */
export const completePolicy = (stored: PolicyOverride): Policy => overridePolicy(DEFAULT_POLICY, stored);
