import { once } from 'node:events';
import { eventually } from '../support/eventually';
import { recount, type Recount } from '../support/recount';
import { again, asStored, decisionsOf } from '../support/rerun-decisions';
import { type ReplayStack, startReplayStack } from './replay-stack';

/** An hour around noon of a recorded day goes through the whole stack; then every figure is counted again. */

const REPLAY = ['--from', '660', '--to', '720', '--speed', '30'];
const SPEED = 30;
const LIMIT_MS = 900_000;

let stack: ReplayStack;
let market: { id: string; token: string };

beforeAll(async () => {
  stack = await startReplayStack();
  const { prisma } = stack.database;
  const replay = await stack.replay(REPLAY);
  const [code] = (await once(replay, 'exit')) as [number | null];
  expect(code).toBe(0);
  const { id } = await prisma.market.findFirstOrThrow({ where: { id: { startsWith: 'replay-' } } });
  market = { id, token: await stack.token({ role: 'ops', sub: 'test', level: 'viewer' }) };
  await eventually(async () => {
    const state = await prisma.readModelState.findUniqueOrThrow({ where: { marketId: id } });
    const lastEvent = await prisma.event.findFirstOrThrow({
      where: { marketId: id },
      orderBy: { recordedAt: 'desc' },
    });
    expect(state.rolledUpAt!.getTime()).toBeGreaterThan(lastEvent.recordedAt.getTime());
    expect(await prisma.rollupPending.count({ where: { marketId: id } })).toBeLessThanOrEqual(1);
  }, 180_000);
}, LIMIT_MS);
afterAll(() => stack?.stop(), 60_000);

// A test reads the fields that it knows are there.
// oxlint-disable-next-line typescript/no-explicit-any
async function operations(bucket: string): Promise<Record<string, any>> {
  const from = new Date(Date.now() - 2 * 3_600_000).toISOString();
  const path = `/v1/ops/analytics/operations?market_id=${market.id}&from=${from}&bucket=${bucket}`;
  const response = await fetch(`${stack.url}${path}`, {
    headers: { authorization: `Bearer ${market.token}` },
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, never>;
}

const COUNTED = [
  'placed',
  'delivered',
  'returned',
  'cancelled',
  'undeliverable',
  'accepted',
  'declined',
  'expired',
] as const;
const countsOf = (raw: Recount): number[] => COUNTED.map((key) => raw[key]);

it('the figures of a replayed day equal a slow recount from its raw events, bucket by bucket', async () => {
  const { series, figures, from, to, escalations_by } = await operations('quarter');
  const raw = await recount(stack.database.prisma, market.id, new Date(from), new Date(to));
  expect(raw.delivered).toBeGreaterThan(20);
  expect(COUNTED.map((key) => figures[key].value)).toEqual(countsOf(raw));
  expect(figures.on_time_share.value).toBeCloseTo(raw.onTime / raw.delivered, 3);
  expect(figures.reassigned.value).toBe(raw.reassigned);
  const causes = escalations_by.map(({ key, count }: { key: string; count: number }) => [key, count]);
  expect(Object.fromEntries(causes)).toEqual(raw.escalations);
  const mean = raw.assignS.reduce((sum, seconds) => sum + seconds, 0) / raw.assignS.length;
  expect(figures.assign_mean_s.value / (mean * SPEED)).toBeCloseTo(1, 1);
  for (const { at, values } of series) {
    const part = await recount(
      stack.database.prisma,
      market.id,
      new Date(at),
      new Date(Date.parse(at) + 900_000 / SPEED),
    );
    expect([at, ...COUNTED.map((key) => values[key])]).toEqual([at, ...countsOf(part)]);
  }
});

it('every decision of the day names the runner-up and the costs that its stored round comes to when it is run again', async () => {
  const decided = await decisionsOf(stack.database.pool, market.id);
  expect(decided.length).toBeGreaterThan(20);
  expect(decided).toHaveLength(await stack.database.prisma.decision.count({ where: { marketId: market.id } }));
  for (const decision of decided) expect(asStored(again(decision))).toEqual(decision.body);
});
