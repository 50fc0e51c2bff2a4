import type { Part } from '../../cli/stack/part';
import { orderDispatchStart } from '../../contracts/order-dispatch';
import type { World } from './world';

/** Starts a worker and comes back when its fault has killed it. */
export async function lifeUntilCrash(worker: Part): Promise<void> {
  const crash = new Promise<void>((resolve) => worker.onUnexpectedExit(resolve));
  // It may be killed before it has told that it serves.
  await worker.start().catch(() => {});
  await crash;
}

/** Runs one worker after the other, each until it is killed at its point; the last one lives on. */
export async function crashAfterEach(world: World, points: readonly string[]): Promise<string[]> {
  const crashed: string[] = [];
  for (const point of points) {
    // What the last life did is done again first, as its workflow never heard of it.
    const occurrence = point === crashed.at(-1) ? 2 : 1;
    await lifeUntilCrash(await world.worker(`${point}:${occurrence}:kill`));
    crashed.push(point);
  }
  await (await world.worker()).start();
  return crashed;
}

/** The order's workflow, started with a short task timeout: what a crash costs here is waiting for it. */
export async function startPatiently({ database, temporal }: World, orderId: string): Promise<void> {
  const { payload } = await database.prisma.outbox.findFirstOrThrow({ where: { topic: 'order', key: orderId } });
  const { workflowType, options } = orderDispatchStart({ number: 1, order: payload as never });
  await temporal.client.workflow.signalWithStart(workflowType, { ...options, workflowTaskTimeout: '2 seconds' });
}
