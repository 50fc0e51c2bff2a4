import type { z } from 'zod';

/**
 * Who may call. `any` is everybody with a valid credential. Levels of ops include the ones before:
 * viewers read, operators act, managers change the rules.
 */
export type Access =
  | 'public'
  | 'any'
  | 'merchant'
  | 'driver'
  | 'ops.viewer'
  | 'ops.operator'
  | 'ops.manager'
  | 'admin'
  // Merchants for what is theirs, operators for their markets.
  | 'merchant or ops.viewer'
  | 'merchant or ops.manager';

type Schema = z.ZodType;

/**
 * One request that the API takes: what the router parses with, what the OpenAPI document is made from and what tests
 * check answers against.
 */
export interface Endpoint<
  Params extends Schema = Schema,
  Query extends Schema = Schema,
  Body extends Schema = Schema,
  Who extends Access = Access,
> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With `{parameters}`, as OpenAPI writes them. */
  path: string;
  tag: 'orders' | 'driver' | 'ops' | 'admin' | 'system' | 'webhooks';
  summary: string;
  access: Who;
  params?: Params;
  query?: Query;
  body?: Body;
  /**
   * By status; null where there is no body. `stream` for server-sent events, `file` for CSV or lines of JSON, `image` for a
   * picture.
   */
  answers: Record<number, Schema | null | 'stream' | 'file' | 'image'>;
  /** Statuses of problem+json beside those that any request may get (400, 401, 403, 413, 415, 422, 429, 500, 503). */
  problems?: number[];
  /** Largest body where the usual 100 kB are too little. */
  bodyMax?: '2mb';
  /** The body is a picture (contracts/http/proof.ts), not JSON. */
  takesImage?: boolean;
  /** The answer holds a secret that is shown once: it is never kept for a repetition. */
  secret?: boolean;
  /** `format=csv` in its query answers a table instead. */
  csv?: boolean;
}

export const endpoint = <P extends Schema, Q extends Schema, B extends Schema, Who extends Access>(
  definition: Endpoint<P, Q, B, Who>,
): Endpoint<P, Q, B, Who> => definition;
