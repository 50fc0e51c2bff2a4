import type { History } from '@temporalio/common/lib/proto-utils';
import { MARKET_MATCHING, poolFilledSignal } from '../contracts/market-matching';
import { eventually } from '../test/support/eventually';
import { impatientEnvironment } from '../test/support/temporal';
import { DispatchBench } from './dispatch-bench.test-support';
import { marketBench } from './market-bench.test-support';

test('an order with a long history goes on in a new run and ends as ever', async () => {
  const bench = await DispatchBench.start({ environment: impatientEnvironment });
  try {
    const order = await bench.place();
    const { firstExecutionRunId } = await runOf(order.handle);
    for (const driver of ['ann', 'ben', 'cid', 'dora']) {
      await order.answer(await order.offerTo(driver), 'declined');
    }
    await eventually(async () => expect((await runOf(order.handle)).runId).not.toBe(firstExecutionRunId));
    await order.assignTo('eve');
    await order.request('arrive_at_pickup', 'pick_up', 'arrive_at_dropoff', 'deliver');
    expect(await order.end()).toMatchObject({ status: 'delivered' });
    expect(order.row.offersMade).toBe(5);
  } finally {
    await bench.close();
  }
});

test('the matching of a market goes on in a new run without waiting for a call', async () => {
  const bench = await marketBench(impatientEnvironment);
  let rounds = 0;
  const runRound = async () => {
    rounds += 1;
    return { roundNo: rounds, proposed: 0, applied: 0, reserved: 0, waiting: 0, batchWindowMs: 20 };
  };
  try {
    const matching = await bench.start(MARKET_MATCHING, { runRound });
    await eventually(async () => {
      await matching.signal(poolFilledSignal);
      expect(isContinued(await matching.fetchHistory())).toBe(true);
    });
    const before = rounds;
    await eventually(() => expect(rounds).toBeGreaterThan(before));
  } finally {
    await bench.close();
  }
});

const isContinued = ({ events }: History): boolean =>
  Boolean(events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId);

async function runOf(handle: {
  fetchHistory(): Promise<History>;
  describe(): Promise<{ runId: string }>;
}): Promise<{ runId: string; firstExecutionRunId: string }> {
  const [{ runId }, { events }] = [await handle.describe(), await handle.fetchHistory()];
  const { firstExecutionRunId } = events?.[0]?.workflowExecutionStartedEventAttributes ?? {};
  return { runId, firstExecutionRunId: firstExecutionRunId ?? '' };
}
