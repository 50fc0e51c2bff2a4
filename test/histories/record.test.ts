import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { projectRoot } from '../../config';
import { DRIVER_SHIFT, driverShiftId } from '../../contracts/driver-shift';
import { MARKET_MATCHING, poolFilledSignal } from '../../contracts/market-matching';
import { MARKET_OPERATIONS } from '../../contracts/market-operations';
import { ORDER_DISPATCH } from '../../contracts/order-dispatch';
import { WEBHOOK_FEED, webhooksWaitSignal } from '../../contracts/webhook-feed';
import { DispatchBench } from '../../workflows/dispatch-bench.test-support';
import { marketBench } from '../../workflows/market-bench.test-support';
import { shiftBench, type ShiftBench } from '../../workflows/shift-bench.test-support';
import { eventually } from '../support/eventually';
import { skipped } from '../support/skipping-time';
import { impatientTemporal, timeSkippingEnvironment } from '../support/temporal';
import { writeHistory } from './history-file';
import { SCENARIOS } from './scenarios';
import { continuedShift, SHIFT_SCENARIOS } from './shift-scenarios';

// Records the histories that replay.test.ts replays. Run it once per release, before the version goes up:
//   OUTRIDER_RECORD_HISTORIES=on npx jest test/histories/record
// and throw away what it wrote anew of a life that has its history already, unless today's code is what must be kept.
// Histories of earlier releases stay: orders that began under them are still on their way.
const recording = process.env.OUTRIDER_RECORD_HISTORIES === 'on' ? describe : describe.skip;
const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string };

async function record(workflow: string, scenario: string, handle: WorkflowHandle): Promise<void> {
  const folder = join(projectRoot, 'test', 'histories', workflow);
  mkdirSync(folder, { recursive: true });
  writeHistory(join(folder, `${version}-${scenario}.json`), await handle.fetchHistory());
}

recording('orderDispatch', () => {
  let bench: DispatchBench;
  beforeAll(async () => {
    bench = await DispatchBench.start();
  });
  afterEach(() => bench.reset());
  afterAll(() => bench.close());

  test.each(Object.entries(SCENARIOS))('%s', async (scenario, live) => {
    const order = await live(bench);
    await record(ORDER_DISPATCH, scenario, order.handle);
    expect(order.row.endedAt).not.toBeNull();
  });
});

recording('driverShift', () => {
  const recorded = async (bench: ShiftBench, scenario: string, shiftId: string, runId?: string): Promise<void> =>
    record(DRIVER_SHIFT, scenario, bench.temporal.client.workflow.getHandle(driverShiftId(shiftId), runId));

  test('lives within one run', async () => {
    const bench = await shiftBench();
    try {
      for (const [scenario, live] of Object.entries(SHIFT_SCENARIOS)) {
        const shiftId = await live(bench);
        await recorded(bench, scenario, shiftId);
        expect(await bench.fateOf(shiftId)).toBe('COMPLETED');
      }
    } finally {
      await bench.close();
    }
  }, 120_000);

  test('a life of several runs', async () => {
    const bench = await shiftBench(impatientTemporal);
    try {
      const { shiftId, runs } = await continuedShift(bench);
      await recorded(bench, 'continued-first-run', shiftId, runs[0]);
      await recorded(bench, 'continued-last-run', shiftId, runs.at(-1));
      expect(runs.length).toBeGreaterThan(2);
    } finally {
      await bench.close();
    }
  }, 120_000);
});

recording('a market', () => {
  test('rounds and sweeps', async () => {
    const bench = await marketBench(timeSkippingEnvironment);
    let rounds = 0;
    let sweeps = 0;
    try {
      const matching = await bench.start(MARKET_MATCHING, {
        async runRound() {
          rounds += 1;
          return { roundNo: rounds, proposed: 1, applied: 1, reserved: 1, waiting: rounds % 2, batchWindowMs: 10_000 };
        },
      });
      const operations = await bench.start(MARKET_OPERATIONS, {
        async sweepMarket() {
          sweeps += 1;
          return { openOrders: sweeps % 2, lapsed: 0, restarted: 0, resumed: 0 };
        },
      });
      await eventually(() => expect(rounds).toBe(1));
      for (const expected of [2, 4]) {
        await matching.signal(poolFilledSignal);
        await bench.pass(60_000);
        await eventually(() => expect(rounds).toBeGreaterThanOrEqual(expected));
      }
      await record(MARKET_OPERATIONS, 'sweeps-and-seals', operations);
      await bench.pass(320_000); // The slow tick.
      await record(MARKET_MATCHING, 'rounds', matching);
    } finally {
      await bench.close();
    }
  });

  test('the events of an endpoint', async () => {
    const bench = await marketBench(timeSkippingEnvironment);
    let looks = 0;
    try {
      const feed = await bench.start(WEBHOOK_FEED, {
        async deliverWebhooks() {
          looks += 1;
          return { sent: 1, dueInMs: looks === 1 ? 5_000 : null, stopped: false };
        },
      });
      await eventually(() => expect(looks).toBe(1));
      await bench.pass(6_000); // The next try.
      await eventually(() => expect(looks).toBe(2));
      await feed.signal(webhooksWaitSignal);
      await eventually(() => expect(looks).toBe(3));
      await skipped(feed.result()); // Nothing waits for long enough.
      await record(WEBHOOK_FEED, 'retry-call-idle', feed);
    } finally {
      await bench.close();
    }
  });
});
