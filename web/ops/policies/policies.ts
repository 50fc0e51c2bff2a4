import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api } from '../client';
import { useMarket } from '../live/use-board';
import { fieldsOfPolicy, type FieldOf, type SchemaNode } from './policy-schema';

/** Sections of fields: numbers, words, switches, and some lists. */
export type Policy = Record<string, Record<string, unknown>>;

export interface PolicyVersion {
  version: number;
  current: boolean;
  created_by: string;
  created_at: string;
  reason: string | null;
}
export interface PolicyDetail extends PolicyVersion {
  policy: Policy;
}

export interface PolicyChange {
  /** `offer.lifetime_s` */
  path: string;
  before: unknown;
  after: unknown;
}

export interface PolicyDraft {
  based_on: number;
  current_version: number;
  changes: PolicyChange[];
  problems: { pointer: string; message: string }[];
}

export const policyPath = (marketId: string): string => `/v1/ops/policies/${marketId}`;
export const policyKey = (marketId: string): string[] => ['policy', marketId];

export function usePolicy(): UseQueryResult<PolicyDetail> {
  const { id } = useMarket();
  return useQuery({
    queryKey: policyKey(id),
    queryFn: ({ signal }) => api.get<PolicyDetail>(policyPath(id), signal),
  });
}

export interface PolicyForm {
  sections: FieldOf<'group'>[];
  defaults: Policy;
}

/** What policies are made of: it changes with the server only. */
export const usePolicyForm = (): UseQueryResult<PolicyForm> =>
  useQuery({
    queryKey: ['policy-schema'],
    queryFn: async ({ signal }) => {
      const { schema, defaults } = await api.get<{ schema: SchemaNode; defaults: Policy }>(
        '/v1/ops/policy_schema',
        signal,
      );
      return { sections: fieldsOfPolicy(schema), defaults };
    },
    staleTime: Infinity,
  });

export function useVersions(): UseQueryResult<PolicyVersion[]> {
  const { id } = useMarket();
  return useQuery({
    queryKey: [...policyKey(id), 'versions'],
    queryFn: async ({ signal }) =>
      (await api.get<{ data: PolicyVersion[] }>(`${policyPath(id)}/versions?limit=50`, signal)).data,
  });
}

/** What one version changed against the one before. */
export function useDifference(version: number | null): UseQueryResult<PolicyChange[]> {
  const { id } = useMarket();
  return useQuery({
    queryKey: [...policyKey(id), 'difference', version],
    queryFn: async ({ signal }) =>
      (
        await api.get<{ changes: PolicyChange[] }>(
          `${policyPath(id)}/difference?from=${(version ?? 2) - 1}&to=${version}`,
          signal,
        )
      ).changes,
    enabled: version !== null && version > 1,
    staleTime: Infinity,
  });
}
