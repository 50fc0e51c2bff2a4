import {
  toSnakeCase,
  type Policy,
  type PolicyDetail,
  type PolicyDraft,
  type PolicyVersion,
} from '../../contracts/http';
import type { PolicyRecord } from '../../db/policies';
import { differenceOf, type Change } from '../../domain/policy/difference';
import type { Policy as DomainPolicy } from '../../domain/policy/policy';
import { senseOf } from '../../domain/policy/sense';
import { instant } from './common';

export const policyVersion = ({ policy: _policy, ...record }: PolicyRecord, current: number): PolicyVersion => ({
  market_id: record.marketId,
  version: record.version,
  current: record.version === current,
  created_by: record.createdBy,
  created_at: instant(record.createdAt),
  reason: record.reason,
});

export const policyDetail = (record: PolicyRecord, current: number): PolicyDetail => ({
  ...policyVersion(record, current),
  policy: policyAnswer(record.policy),
});

export const policyAnswer = (policy: DomainPolicy): Policy => toSnakeCase(policy) as Policy;

/** In the spelling of the API, which is what people see. */
export const policyChanges = (before: DomainPolicy, after: DomainPolicy): Change[] =>
  differenceOf(toSnakeCase(before), toSnakeCase(after));

/** What makes no sense, by pointers into a body's `changes`. */
export const policyProblems = (policy: DomainPolicy): PolicyDraft['problems'] =>
  senseOf(policy).map(({ section, field, message }) => ({
    pointer: `/changes/${section}/${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`,
    message,
  }));
