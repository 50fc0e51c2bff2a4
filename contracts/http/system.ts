import { z } from 'zod';
import { endpoint } from './endpoint';

const Check = z.enum(['ok', 'degraded', 'down']);

export const health = endpoint({
  method: 'get',
  path: '/healthz',
  tag: 'system',
  summary: 'The process runs.',
  access: 'public',
  answers: { 200: z.strictObject({ status: z.literal('ok') }) },
});
export const readiness = endpoint({
  method: 'get',
  path: '/readyz',
  tag: 'system',
  summary: 'Requests can be served: needs the database. Without Temporal it is degraded, and orders are still taken.',
  access: 'public',
  answers: {
    200: z.strictObject({ status: Check, database: Check, temporal: Check, events: Check }),
    503: z.strictObject({ status: Check, database: Check, temporal: Check, events: Check }),
  },
});
