import { randomUUID } from 'node:crypto';
import type { Order, Page, PlaceOrder } from '../client/answers';
import { type ApiClient, ApiError, type Credential } from '../client/http';

const OPEN_STATUSES =
  'scheduled,unassigned,offered,assigned,arrived_at_pickup,picked_up,arrived_at_dropoff,stranded,rescuing,returning' as const;
/** How long after the present an order is ready that could not be placed while its kitchen was cooking. */
const READY_SOON_MS = 5_000;

/** A merchant's backend. */
export class MerchantApp {
  constructor(
    private readonly api: ApiClient,
    private readonly credential: Credential,
  ) {}

  /** Places an order and keeps at it until the API has taken it. */
  async place(order: PlaceOrder): Promise<void> {
    const call = { method: 'POST', path: '/v1/orders', credential: this.credential } as const;
    const reply = await this.api.send({ ...call, body: order, idempotencyKey: randomUUID() });
    if (reply.status < 300) return;
    // While the API was away the kitchen went on: a time that has passed since is told as it is now.
    if (reply.status !== 422) throw new ApiError(call, reply);
    await this.api.expect({
      ...call,
      body: notBefore(order, Date.now() + READY_SOON_MS),
      idempotencyKey: randomUUID(),
    });
  }

  async openOrders(): Promise<number> {
    let count = 0;
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const page: Page<Order> = await this.api.expect<Page<Order>>({
        method: 'GET',
        path: `/v1/orders?limit=200&status=${OPEN_STATUSES}${query}`,
        credential: this.credential,
      });
      count += page.data.length;
      cursor = page.next_cursor;
    } while (cursor !== null);
    return count;
  }
}

function notBefore(order: PlaceOrder, earliestMs: number): PlaceOrder {
  const later = (instant: string | undefined): string =>
    new Date(Math.max(earliestMs, instant === undefined ? 0 : Date.parse(instant))).toISOString();
  return {
    ...order,
    pickup: { ...order.pickup, ready_at: later(order.pickup.ready_at) },
    dropoff: { ...order.dropoff, promised_at: later(order.dropoff.promised_at) },
  };
}
