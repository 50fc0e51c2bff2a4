import type { Client } from '@temporalio/client';
import {
  orderDispatchId,
  orderDispatchViewQuery,
  type OrderDispatch,
  type OrderEnd,
} from '../../contracts/order-dispatch';
import type { PrismaClient } from '../../db/generated/client';

/** An order's events are complete: numbered without gaps, each begins where the one before left off. */
export async function expectWholeStory(prisma: PrismaClient, orderId: string): Promise<string[]> {
  const order = await prisma.order.findUniqueOrThrow({ where: { id: orderId } });
  const events = await prisma.event.findMany({ where: { orderId }, orderBy: { number: 'asc' } });
  expect(events.map(({ number }) => number)).toEqual(Array.from({ length: order.version }, (_, index) => index + 1));
  expect(events.slice(1).map(({ statusFrom }) => statusFrom)).toEqual(
    events.slice(0, -1).map(({ statusTo }) => statusTo),
  );
  expect(events.at(-1)?.statusTo).toBe(order.status);
  return events.map(({ type }) => type);
}

/** Offers, assignments and events of an order that was delivered tell one and the same story. */
export async function expectDeliveredOnce(prisma: PrismaClient, orderId: string): Promise<string[]> {
  const types = await expectWholeStory(prisma, orderId);
  const order = await prisma.order.findUniqueOrThrow({ where: { id: orderId } });
  expect(order).toMatchObject({ status: 'delivered', endReason: 'delivered' });
  const offers = await prisma.offer.findMany({ where: { lines: { some: { orderId } } } });
  const assignments = await prisma.assignment.findMany({ where: { orderId }, orderBy: { createdAt: 'asc' } });
  const count = (type: string): number => types.filter((other) => other === type).length;
  for (const status of ['accepted', 'declined', 'expired', 'withdrawn']) {
    expect([status, offers.filter((offer) => offer.status === status).length]).toEqual([
      status,
      count(`offer.${status}`),
    ]);
  }
  expect(offers.every(({ settledAt }) => settledAt !== null)).toBe(true);
  expect(count('offer.reserved')).toBe(offers.length);
  expect(count('offer.sent')).toBe(order.offersMade);
  expect(count('order.delivered')).toBe(1);
  expect(assignments.map(({ endedAt }) => endedAt !== null)).not.toContain(false);
  expect(assignments).toHaveLength(count('offer.accepted'));
  expect(assignments.at(-1)).toMatchObject({ driverId: order.driverId, endReason: 'delivered' });
  return types;
}

/** Nobody in the market is blocked by what is over. */
export async function expectNobodyBlocked(prisma: PrismaClient, marketId: string): Promise<void> {
  expect(await prisma.offer.count({ where: { marketId, settledAt: null } })).toBe(0);
  expect(await prisma.assignment.count({ where: { endedAt: null, driver: { marketId } } })).toBe(0);
  expect(await prisma.route.count({ where: { endedAt: null, driver: { marketId } } })).toBe(0);
}

export const dispatchOf = (client: Client, orderId: string) =>
  client.workflow.getHandle<OrderDispatch>(orderDispatchId(orderId));

/** The workflow has come to the same end as the row, and has taken each message once and in order. */
export async function expectSameEnd(client: Client, orderId: string, status: OrderEnd['status']): Promise<void> {
  const handle = dispatchOf(client, orderId);
  expect(await handle.result()).toMatchObject({ orderId, status });
  const { taken, next } = await handle.query(orderDispatchViewQuery);
  expect(taken).toEqual([...new Set(taken)].sort((a, b) => a - b));
  expect(next).toBeNull();
}
