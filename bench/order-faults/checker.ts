import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Database } from '../../db/client';
import { orderDispatchId, type OrderDispatchView } from '../../contracts/order-dispatch';
import type { z } from 'zod';
import type { Board, BoardOrder } from '../../contracts/http';
import type { ApiClient, Credential } from '../../simulation/client/http';

const EVERY_MS = 3_000;
/** Workflows asked per look; every order that looks late is asked beside them. */
const SAMPLE = 15;
/** A loaded machine does things late; later than this nothing is going to do them. */
const LATE_MS = 20_000;

export interface Stranded {
  orderId: string;
  what: string;
}

/**
 * Looks again and again whether every open order has a next step in the future, and something in Temporal that makes it
 * happen: a workflow that runs with its alarm set, or a message that is on its way. Twice in a row counts.
 */
export class Checker {
  readonly found = new Map<string, Stranded>();
  looks = 0;
  #suspects = new Map<string, string>();
  #stopped = false;

  constructor(
    private readonly api: ApiClient,
    private readonly admin: Credential,
    private readonly temporal: Client,
    private readonly database: Database,
    private readonly marketId: string,
  ) {}

  stop(): void {
    this.#stopped = true;
  }

  async run(): Promise<void> {
    while (!this.#stopped) {
      await this.#look();
      await delay(EVERY_MS);
    }
  }

  async #look(): Promise<void> {
    const path = `/v1/ops/board?market_id=${this.marketId}&limit=2000`;
    const { orders } = await this.api.expect<Pick<z.infer<typeof Board>, 'orders'>>({
      method: 'GET',
      path,
      credential: this.admin,
    });
    this.looks += 1;
    const start = Math.floor(Math.random() * Math.max(1, orders.length));
    const sample = new Set([...orders, ...orders].slice(start, start + SAMPLE));
    const suspects = new Map<string, string>();
    for (const order of orders) {
      const suspicious = wrongNext(order.next) !== null || sample.has(order);
      const wrong = suspicious ? await this.#wrongInTemporal(order) : null;
      if (wrong === null) continue;
      suspects.set(order.id, wrong);
      if (this.#suspects.has(order.id)) this.found.set(order.id, { orderId: order.id, what: wrong });
    }
    // Suspects of the last look are looked at again, whether they are in the sample or not.
    for (const [id] of this.#suspects) {
      const order = orders.find((one) => one.id === id);
      const wrong = order && !suspects.has(id) ? await this.#wrongInTemporal(order) : null;
      if (wrong) this.found.set(id, { orderId: id, what: wrong });
    }
    this.#suspects = suspects;
  }

  /** A task of its workflow waits for a worker: what makes the next step happen has happened, the machine is slow. */
  async #isBehind(id: string): Promise<boolean> {
    const { raw, status } = await this.temporal.workflow.getHandle(orderDispatchId(id)).describe();
    return status.name === 'RUNNING' && Boolean(raw.pendingWorkflowTask);
  }

  async #wrongInTemporal({ id }: BoardOrder): Promise<string | null> {
    if ((await this.database.prisma.outbox.count({ where: { topic: 'order', key: id } })) > 0) return null;
    try {
      const handle = this.temporal.workflow.getHandle(orderDispatchId(id));
      const view = await handle.query<OrderDispatchView>('orderDispatchView');
      if (view.order?.endedAt) return null;
      const wrong = wrongNext(view.next);
      return wrong && (await this.#isBehind(id)) ? null : wrong;
    } catch (error) {
      if (await this.#isBehind(id)) return null;
      const order = await this.database.prisma.order.findUnique({ where: { id }, select: { endedAt: true } });
      return order?.endedAt ? null : `its workflow does not answer: ${String(error).slice(0, 120)}`;
    }
  }
}

function wrongNext(next: { at: string } | null): string | null {
  if (!next) return 'no next step';
  const lateMs = Date.now() - Date.parse(next.at);
  return lateMs > LATE_MS ? `its next step is ${Math.round(lateMs / 1000)} s late` : null;
}
