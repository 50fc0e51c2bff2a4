import type { Environment } from '../config';
import type { z } from 'zod';
import type { OrderStory } from '../contracts/http/ops';
import { localEnvironment } from './local-environment';
import { issueToken } from './tokens';
import { UserError } from './user-error';

const TOKEN_TTL_S = 60;

type Story = z.infer<typeof OrderStory>;

/** Prints what happened to an order and why each driver was asked, as the API tells it. */
export async function explain(args: string[], given: Environment): Promise<number> {
  const [orderId, ...more] = args;
  if (!orderId || more.length > 0) throw new UserError('outrider explain <order ID>');
  const { config } = localEnvironment(given);
  const token = await issueToken(config, { role: 'ops', sub: 'explain', level: 'viewer' }, TOKEN_TTL_S);
  const url = `${config.api.publicUrl}/v1/ops/orders/${encodeURIComponent(orderId)}`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } }).catch(() => null);
  if (!response) throw new UserError(`No API answers at ${config.api.publicUrl}: start one with npm start.`);
  if (!response.ok) throw new UserError(`The API answers ${response.status}: is ${orderId} the ID of an order?`);
  process.stdout.write(`${tell((await response.json()) as Story)}\n`);
  return 0;
}

export function tell({ order, events, decisions }: Story): string {
  const next = order.next ? `waits for ${order.next.waits_for}; otherwise ${order.next.otherwise}` : 'it has ended';
  return [
    `${order.id}: ${order.status}, ${next}.`,
    '',
    ...events.map(({ occurred_at, type, status_to }) => `${clock(occurred_at)}  ${type.padEnd(24)}${status_to}`),
    ...decisions.flatMap(({ decided_at, sentences }) => ['', `${clock(decided_at)}  Why?`, ...sentences.map(indent)]),
  ].join('\n');
}

const clock = (instant: string): string => instant.slice(11, 19);
const indent = (sentence: string): string => `          ${sentence}`;
