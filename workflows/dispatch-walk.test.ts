import { DEFAULT_POLICY } from '../domain/policy/policy';
import { PlainWalk } from './dispatch-walk.test-support';

const WALKS = 10_000;
const STEPS = 16;
/** Deadlines alone end an order in this many: ladder, offers and stages are all bounded. */
const DEADLINES_MAX = 60;

async function walk(seed: number): Promise<PlainWalk> {
  const order = new PlainWalk(seed);
  await order.place();
  while (!order.hasEnded && order.steps < STEPS) {
    expectNext(order, seed);
    await order.step();
  }
  return order;
}

function expectNext({ next, row }: PlainWalk, seed: number): void {
  if (!next || !Number.isFinite(Date.parse(next.at)) || next.otherwise === '') {
    throw new Error(`seed ${seed}: ${row.status} (version ${row.version}) has no next step`);
  }
  if (Date.parse(next.at) < Date.parse(row.changedAt ?? '')) {
    throw new Error(`seed ${seed}: ${next.step} was due at ${next.at}, before the order came to stand so`);
  }
}

test(`${WALKS} random sequences of messages and deadlines: always a next step, and deadlines alone come to an end`, async () => {
  for (let seed = 1; seed <= WALKS; seed += 1) {
    const order = await walk(seed);
    for (let deadlines = 0; !order.hasEnded; deadlines += 1) {
      if (deadlines > DEADLINES_MAX) throw new Error(`seed ${seed}: ${order.row.status} goes on for ever`);
      expectNext(order, seed);
      await order.deadline();
    }
    expect(order.next).toBeNull();
  }
}, 120_000);

test('no rung acts twice before the order has moved on, and none beyond the last', async () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const { climbs } = await walk(seed);
    const acted = climbs.map(({ rung, spell }) => `${spell}/${rung}`);
    expect(new Set(acted).size).toBe(acted.length);
    expect(Math.max(0, ...climbs.map(({ rung }) => rung))).toBeLessThanOrEqual(DEFAULT_POLICY.ladder.rungs.length);
  }
});

test('versions rise by one, and every change that was not the workflow’s own is told', async () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const { told, row } = await walk(seed);
    expect(told.every(({ number, order }) => number === order.version)).toBe(true);
    expect(told.map(({ number }) => number)).toEqual(
      [...new Set(told.map(({ number }) => number))].sort((a, b) => a - b),
    );
    expect(row.version).toBeGreaterThanOrEqual(told.length);
  }
});
