import { z } from 'zod';
import { endpoint } from './endpoint';
import { pageOf, PageQuery } from './page';
import { Policy, PolicyChanges } from './policy';
import { Instant, MarketId, Reason, Version } from './values';

export const PolicyVersion = z
  .strictObject({
    market_id: z.string(),
    version: z.int(),
    current: z.boolean().meta({ description: 'Orders placed now are under it.' }),
    created_by: z.string(),
    created_at: Instant,
    reason: z.string().nullable(),
  })
  .meta({ id: 'PolicyVersion' });
export type PolicyVersion = z.infer<typeof PolicyVersion>;

export const PolicyDetail = PolicyVersion.extend({ policy: Policy }).meta({ id: 'PolicyDetail' });
export type PolicyDetail = z.infer<typeof PolicyDetail>;

export const PolicyChange = z
  .strictObject({
    path: z.string().meta({ description: '`offer.lifetime_s`: section and field.' }),
    before: z.unknown(),
    after: z.unknown(),
  })
  .meta({ id: 'PolicyChange' });

export const PolicyDifference = z
  .strictObject({ market_id: z.string(), from: z.int(), to: z.int(), changes: z.array(PolicyChange) })
  .meta({ id: 'PolicyDifference' });

const BasedOn = Version.meta({ description: 'The version that you changed: a newer one is a 409.' });

export const PolicyDraftBody = z
  .strictObject({ based_on: BasedOn, changes: PolicyChanges })
  .meta({ id: 'PolicyDraftBody' });
export const PublishPolicyBody = z
  .strictObject({ based_on: BasedOn, changes: PolicyChanges, reason: Reason })
  .meta({ id: 'PublishPolicyBody' });

export const PolicyDraft = z
  .strictObject({
    market_id: z.string(),
    based_on: z.int(),
    current_version: z.int(),
    policy: Policy.meta({ description: 'The whole policy with the changes.' }),
    changes: z.array(PolicyChange),
    problems: z
      .array(z.strictObject({ pointer: z.string(), message: z.string() }))
      .meta({ description: 'What publishing it would be refused for.' }),
  })
  .meta({ id: 'PolicyDraft' });
export type PolicyDraft = z.infer<typeof PolicyDraft>;

const PolicyParams = z.strictObject({ market_id: MarketId });

export const PolicySchema = z
  .strictObject({
    schema: z.record(z.string(), z.unknown()).meta({
      description:
        'JSON Schema of a policy: limits, words, and with `x-none` what null means. `_s` and `_seconds` are market seconds, `_m` metres, `_minor` minor units.',
    }),
    defaults: Policy.meta({ description: 'Also of what a policy may leave out.' }),
  })
  .meta({ id: 'PolicySchema' });
export type PolicySchema = z.infer<typeof PolicySchema>;

export const getPolicySchema = endpoint({
  method: 'get',
  path: '/v1/ops/policy_schema',
  tag: 'ops',
  summary: 'What a policy is made of: what forms are built from.',
  access: 'ops.viewer',
  answers: { 200: PolicySchema },
});
export const getCurrentPolicy = endpoint({
  method: 'get',
  path: '/v1/ops/policies/{market_id}',
  tag: 'ops',
  summary: "A market's policy as it is now.",
  access: 'ops.viewer',
  params: PolicyParams,
  answers: { 200: PolicyDetail },
  problems: [404],
});
export const listPolicyVersions = endpoint({
  method: 'get',
  path: '/v1/ops/policies/{market_id}/versions',
  tag: 'ops',
  summary: 'All versions, the newest first.',
  access: 'ops.viewer',
  params: PolicyParams,
  query: PageQuery,
  answers: { 200: pageOf(PolicyVersion) },
  problems: [404],
});
export const getPolicyVersion = endpoint({
  method: 'get',
  path: '/v1/ops/policies/{market_id}/versions/{version}',
  tag: 'ops',
  summary: 'One version.',
  access: 'ops.viewer',
  params: z.strictObject({ market_id: MarketId, version: z.coerce.number().int().min(1).max(1_000_000_000) }),
  answers: { 200: PolicyDetail },
  problems: [404],
});
export const getPolicyDifference = endpoint({
  method: 'get',
  path: '/v1/ops/policies/{market_id}/difference',
  tag: 'ops',
  summary: 'What changed between two versions.',
  access: 'ops.viewer',
  params: PolicyParams,
  query: z.strictObject({
    from: z.coerce.number().int().min(1).max(1_000_000_000),
    to: z.coerce.number().int().min(1).max(1_000_000_000),
  }),
  answers: { 200: PolicyDifference },
  problems: [404],
});
export const draftPolicy = endpoint({
  method: 'post',
  path: '/v1/ops/policies/{market_id}/drafts',
  tag: 'ops',
  summary: 'Look at a change before publishing it: what differs, and what is wrong with it. Stores nothing.',
  access: 'ops.operator',
  params: PolicyParams,
  body: PolicyDraftBody,
  answers: { 200: PolicyDraft },
  problems: [404],
});
export const publishPolicy = endpoint({
  method: 'post',
  path: '/v1/ops/policies/{market_id}/versions',
  tag: 'ops',
  summary: 'A new version. Orders placed from now on are under it; open ones keep theirs.',
  access: 'ops.manager',
  params: PolicyParams,
  body: PublishPolicyBody,
  answers: { 201: PolicyDetail },
  problems: [404, 409],
});
