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

/** What happened, in order; beneath each choice of a round why it fell so, and what the others would have cost. */
export function tell({ order, story, decisions }: Story): string {
  const next = order.next ? `waits for ${order.next.waits_for}; otherwise ${order.next.otherwise}` : 'it has ended';
  const lines = [
    ...story.map(({ at, sentence }) => ({ at, rank: 0, text: [`${clock(at)}  ${sentence}`] })),
    ...decisions.map((decision) => ({ at: decision.decided_at, rank: 1, text: whyOf(decision) })),
  ];
  lines.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.rank - b.rank);
  return [`${order.id}: ${order.status}, ${next}.`, '', ...lines.flatMap(({ text }) => text)].join('\n');
}

type Decision = Story['decisions'][number];

const whyOf = ({ decided_at, sentences, candidates }: Decision): string[] => [
  `${clock(decided_at)}  Why?`,
  ...sentences.map(indent),
  ...candidates.map(({ driver, cost }, place) => indent(`${place + 1}. ${driver.name}: ${costWords(cost)}`)),
];

/** Seconds of delay by cause. */
function costWords({ total, ...parts }: Decision['chosen']['cost']): string {
  const causes = Object.entries(parts)
    .filter(([, seconds]) => Math.round(seconds) !== 0)
    .map(([cause, seconds]) => `${Math.round(seconds)} ${cause.replaceAll('_', ' ')}`);
  return `${Math.round(total)} s${causes.length > 0 ? ` = ${causes.join(' + ')}` : ''}`;
}

const clock = (instant: string): string => instant.slice(11, 19);
const indent = (sentence: string): string => `          ${sentence}`;
