import { setTimeout as delay } from 'node:timers/promises';
import type { Transitions } from '../../db/transitions';
import type { Actor } from '../../domain/actor';
import type { PrismaClient } from '../../db/generated/client';
import type { Past } from './history';

const SYSTEM: Actor = { type: 'system', id: 'bench' };
const REASONS = ['too far', 'pay', 'traffic jam on the bridge', 'vehicle', 'lobster'];
const TERMS = { payMinor: 500, payParts: { base: 500 }, distanceM: 1500, durationS: 600, stops: [] };

export interface Written {
  perMinute: number;
  failed: number;
  /** Why they failed, each reason once with how often. */
  reasons: string[];
}

/**
 * Places orders at a steady pace and takes each through its life with the real transitions: proposed, sent, declined,
 * proposed again, accepted, picked up, delivered. Drivers take turns, so that none has more than he may carry. The pace is that of a clock: what is late is
 * caught up with.
 */
export class OrderLives {
  #stopped = false;
  #written = 0;
  readonly #free: string[];
  readonly #failures = new Map<string, number>();

  constructor(
    private readonly transitions: Transitions,
    private readonly prisma: PrismaClient,
    private readonly past: Past,
    private readonly perMinute: number,
  ) {
    this.#free = [...past.driverIds];
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Until it is stopped and the last order has come to its end. */
  async run(): Promise<Written> {
    const startedAt = Date.now();
    const running = new Set<Promise<void>>();
    for (let n = 0; !this.#stopped; n += 1) {
      const wait = startedAt + (n * 60_000) / this.perMinute - Date.now();
      if (wait > 0) await delay(wait);
      const [driverId, refuserId] = this.#free.splice(0, 2);
      if (driverId === undefined || refuserId === undefined) {
        this.#fail('no driver is free: the pace cannot be kept');
        continue;
      }
      const life = this.#live(driverId, refuserId, n)
        .then(
          () => void (this.#written += 1),
          (error: unknown) => this.#fail(String(error).split('\n').at(-1)!),
        )
        .finally(() => {
          this.#free.push(driverId, refuserId);
          running.delete(life);
        });
      running.add(life);
    }
    const minutes = (Date.now() - startedAt) / 60_000;
    await Promise.all(running);
    return {
      perMinute: Math.round(this.#written / minutes),
      failed: [...this.#failures.values()].reduce((sum, count) => sum + count, 0),
      reasons: [...this.#failures].map(([reason, count]) => `${count} × ${reason}`),
    };
  }

  #fail(reason: string): void {
    this.#failures.set(reason, (this.#failures.get(reason) ?? 0) + 1);
  }

  async #offer(orderId: string, driverId: string): Promise<string> {
    const proposed = done(await this.transitions.assignOrder(orderId, driverId, TERMS, 60_000, SYSTEM));
    const offerId = proposed.order!.offer!.id;
    done(await this.transitions.openOffer(offerId, orderId, 60_000, SYSTEM));
    return offerId;
  }

  async #live(driverId: string, refuserId: string, n: number): Promise<void> {
    const { transitions } = this;
    const placed = done(await transitions.placeOrder(newOrder(this.past, n), SYSTEM));
    const orderId = placed.order!.id;
    const refused = await this.#offer(orderId, refuserId);
    const refuser: Actor = { type: 'driver', id: refuserId };
    done(await transitions.settleOffer(refused, 'declined', refuser, { reason: reasonOrNone() }));
    const driver: Actor = { type: 'driver', id: driverId };
    done(await transitions.settleOffer(await this.#offer(orderId, driverId), 'accepted', driver));
    const stops = await this.prisma.stop.findMany({ where: { orderId }, orderBy: { position: 'asc' } });
    for (const { id } of stops) {
      done(await transitions.reportStop(id, driverId, 'arrive', { occurredAt: null }, driver));
      done(await transitions.reportStop(id, driverId, 'complete', { occurredAt: null }, driver));
    }
  }
}

/** As often as in the past (history.ts), and as often the same. */
function reasonOrNone(): string | null {
  return Math.random() < 0.5 ? REASONS[Math.floor(Math.random() ** 3 * REASONS.length)]! : null;
}

/** A transition that was refused is as much a failure as one that broke. */
function done<Outcome extends { done: boolean; code?: string }>(outcome: Outcome): Outcome {
  if (!outcome.done) throw new Error(`refused: ${outcome.code}`);
  return outcome;
}

export function newOrder({ marketId, merchantIds }: Past, n: number): Record<string, unknown> {
  const now = Date.now();
  return {
    market_id: marketId,
    merchant_id: merchantIds[n % merchantIds.length],
    external_id: `NOW-${now}-${n}`,
    fingerprint: 'bench',
    policy_version: 1,
    zone_id: `8739336${String(n % 100).padStart(2, '0')}ffffff`,
    pickup_place_id: `place-${n % 500}`,
    pickup_name: 'Tasca',
    pickup_address: 'Rua 1',
    pickup_lat: 38.721,
    pickup_lng: -9.141,
    dropoff_name: 'Ana',
    dropoff_address: 'Rua 2',
    dropoff_lat: 38.73,
    dropoff_lng: -9.13,
    size: 1,
    tip_minor: 0,
    distance_m: 1500,
    service: {},
    pool_at: new Date(now),
    ready_at: new Date(now),
    promised_at: new Date(now + 3_600_000),
  };
}
