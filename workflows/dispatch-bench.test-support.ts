import { randomUUID } from 'node:crypto';
import { WorkflowExecutionAlreadyStartedError, type WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { GracefulShutdownPeriodExpiredError, Worker } from '@temporalio/worker';
import { createOrderActivities } from '../activities/order';
import {
  orderDispatchId,
  orderDispatchStart,
  orderDispatchViewQuery,
  type OrderDispatch,
  type OrderDispatchView,
  type OrderEnd,
  type OrderMessage,
} from '../contracts/order-dispatch';
import type { StandingOrder } from '../domain/dispatch/standing-order';
import { isEnded } from '../domain/lifecycle/statuses';
import type { TransitionRequest } from '../domain/lifecycle/transitions';
import { eventually } from '../test/support/eventually';
import { quietRuntime } from '../test/support/quiet-runtime';
import { skipped, skippingTests } from '../test/support/skipping-time';
import { timeSkippingEnvironment } from '../test/support/temporal';
import { workflowBundle } from '../test/support/workflow-bundle';
import { DispatchModel } from './dispatch-model.test-support';
import type { ModelOptions } from './dispatch-rows.test-support';

/** Tests that share one bench; see `skippingTests`. */
export const dispatchTests = (
  use: (bench: DispatchBench) => void,
  { alone, ...options }: Parameters<typeof DispatchBench.start>[0] & { alone?: boolean } = {},
): ReturnType<typeof skippingTests> =>
  skippingTests({ start: () => DispatchBench.start(options), use, settle: (bench) => bench.reset(), alone });

/** Order workflows over an in-memory model, on a server that skips time. */
export class DispatchBench {
  readonly #env: TestWorkflowEnvironment;
  readonly #worker: Worker;
  readonly #running: Promise<void>;
  /** While set, messages wait here instead of being sent. */
  held: OrderMessage[] | null = null;
  /** Orders whose messages somebody else delivers. */
  readonly delivered = new Map<string, (message: OrderMessage) => void>();
  #sending: Promise<unknown> = Promise.resolve();

  private constructor(
    env: TestWorkflowEnvironment,
    worker: Worker,
    readonly model: DispatchModel,
  ) {
    this.#env = env;
    this.#worker = worker;
    this.#running = worker.run();
  }

  static async start({
    environment = timeSkippingEnvironment,
    ...options
  }: Pick<ModelOptions, 'policy' | 'clock' | 'witness'> & {
    environment?: () => Promise<TestWorkflowEnvironment>;
  } = {}): Promise<DispatchBench> {
    quietRuntime();
    const env = await environment();
    const model = new DispatchModel({
      ...options,
      now: () => env.currentTimeMs(),
      tell: (message) => bench.#tell(message),
    });
    const quiet = { faults: { pass: () => {} }, relay: { nudge: () => {} } };
    const worker = await Worker.create({
      connection: env.nativeConnection,
      taskQueue: 'dispatch',
      workflowBundle,
      activities: createOrderActivities({ dispatches: model, ...quiet }),
      // A server in which time stands still may not let go of its worker either.
      shutdownForceTime: '10 seconds',
    });
    const bench = new DispatchBench(env, worker, model);
    return bench;
  }

  async place(placing: { poolInS?: number } = {}): Promise<OrderUnderTest> {
    const order = this.order();
    await this.model.place(order.id, placing);
    await this.settle();
    return order;
  }

  /** An order that the test places itself. */
  order(): OrderUnderTest {
    const id = randomUUID();
    return new OrderUnderTest(id, this, this.#env.client.workflow.getHandle<OrderDispatch>(orderDispatchId(id)));
  }

  async send(message: OrderMessage): Promise<void> {
    const { workflowType, options } = orderDispatchStart(message);
    await this.#env.client.workflow.signalWithStart(workflowType, options);
  }

  /** Sends, and minds as little as the relay that the workflow has closed. */
  post(message: OrderMessage): void {
    this.#sending = Promise.all([this.#sending, this.send(message).catch(unlessClosed)]);
  }

  /** Market time passes at once. */
  async pass(seconds: number): Promise<void> {
    await skipped(this.#env.sleep(seconds * 1000));
  }

  now(): Promise<number> {
    return this.#env.currentTimeMs();
  }

  /** All messages so far are with their workflows. */
  async settle(): Promise<void> {
    await this.#sending;
  }

  /** Messages flow again and all clocks agree. Orders that a test has left open live on; nobody asks about them. */
  reset(): void {
    this.held = null;
    this.model.behindMs = 0;
  }

  async close(): Promise<void> {
    this.#worker.shutdown();
    await this.#running.catch(unlessForced);
    await this.#env.teardown();
  }

  #tell(message: OrderMessage): void {
    const deliver = this.delivered.get(message.order.id);
    if (deliver) deliver(message);
    else if (this.held) this.held.push(message);
    else this.post(message);
  }
}

/** What a test says of an order, and of the step that comes next. */
type Expected = Partial<StandingOrder> & { step?: string };

/** One order as a test drives it and looks at it. */
export class OrderUnderTest {
  constructor(
    readonly id: string,
    readonly bench: DispatchBench,
    readonly handle: WorkflowHandle<OrderDispatch>,
  ) {}

  async view(): Promise<OrderDispatchView> {
    const view = await skipped(this.handle.query(orderDispatchViewQuery));
    expectWholeView(view);
    return view;
  }

  /** What the Temporal Web UI shows of it, in Markdown. */
  async story(): Promise<string> {
    const page = await this.handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata');
    return page.currentDetails ?? '';
  }

  /** Waits until the workflow knows the order like this. */
  async until(expected: Expected): Promise<OrderDispatchView> {
    return eventually(async () => {
      const view = await this.view();
      expectView(view, expected);
      return view;
    });
  }

  /** A round proposes this order to a driver; comes back when the workflow has sent the offer. */
  async offerTo(driverId: string): Promise<string> {
    const offerId = await this.bench.model.reserve(driverId, this.id);
    await this.until({ status: 'offered' });
    return offerId;
  }

  /** Somebody closes its workflow by hand. Not in the middle of a task: the test server would never skip time again. */
  async terminate(): Promise<void> {
    await this.until({ version: this.row.version });
    await this.handle.terminate();
  }

  async answer(offerId: string, answer: 'accepted' | 'declined' | 'withdrawn'): Promise<void> {
    await this.bench.model.settleOffer(offerId, answer, null);
    await this.until({ status: answer === 'accepted' ? 'assigned' : 'unassigned' });
  }

  async assignTo(driverId: string): Promise<void> {
    await this.answer(await this.offerTo(driverId), 'accepted');
  }

  /** Steps of the street one after the other, or a merchant's request. */
  async request(...requests: TransitionRequest[]): Promise<void> {
    for (const request of requests) await this.bench.model.request(this.id, request);
    await this.bench.settle();
  }

  /** Comes back when the workflow has completed; time passes until then. */
  end(): Promise<OrderEnd> {
    return skipped(this.handle.result());
  }

  get row(): StandingOrder {
    return this.bench.model.standing(this.id);
  }
}

function expectView({ order, next }: OrderDispatchView, { step, ...expected }: Expected): void {
  expect(order).toMatchObject(expected);
  if (step !== undefined) expect(next?.step).toBe(step);
}

/** Like the relay: a workflow that has closed needs no message. */
function unlessClosed(error: unknown): void {
  if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
}

function unlessForced(error: unknown): void {
  if (!(error instanceof GracefulShutdownPeriodExpiredError)) throw error;
}

/** True of every view at every moment: numbers are taken in their order, and an open order says what comes next. */
function expectWholeView({ order, next, taken }: OrderDispatchView): void {
  expect(taken).toEqual([...new Set(taken)].sort((a, b) => a - b));
  if (order && !isEnded(order.status)) expect(next).toMatchObject({ at: expect.any(String), step: expect.any(String) });
}
