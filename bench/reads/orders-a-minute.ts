import type { Transitions } from '../../db/transitions';
import type { Actor } from '../../domain/actor';
import type { PrismaClient } from '../../db/generated/client';
import type { Past } from './history';

const SYSTEM: Actor = { type: 'system', id: 'bench' };
const TERMS = { payMinor: 500, payParts: { base: 500 }, distanceM: 1500, durationS: 600, stops: [] };

/**
 * Places orders at a steady pace and takes each through its life with the real transitions: proposed, sent, accepted, picked
 * up, delivered. Drivers take turns, so that none has more than he may carry. The pace is that of a clock: what is late is
 * caught up with.
 */
export class OrdersAMinute {
  #stopped = false;
  #running: Promise<void>[] = [];
  readonly #free: string[];
  written = 0;
  failed = 0;

  constructor(
    private readonly transitions: Transitions,
    private readonly prisma: PrismaClient,
    private readonly past: Past,
    private readonly perMinute: number,
  ) {
    this.#free = [...past.driverIds];
  }

  start(): void {
    this.#running.push(this.#keepPace());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#running);
  }

  async #keepPace(): Promise<void> {
    const startedAt = Date.now();
    for (let n = 0; !this.#stopped; n += 1) {
      const wait = startedAt + (n * 60_000) / this.perMinute - Date.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      const driverId = this.#free.shift();
      if (driverId === undefined) {
        this.failed += 1;
        continue;
      }
      const life = this.#live(driverId, n).then(
        () => void (this.written += 1),
        () => void (this.failed += 1),
      );
      this.#running.push(life.finally(() => this.#free.push(driverId)));
    }
  }

  async #live(driverId: string, n: number): Promise<void> {
    const { transitions } = this;
    const placed = await transitions.placeOrder(newOrder(this.past, n), SYSTEM);
    const orderId = placed.order!.id;
    const proposed = await transitions.assignOrder(orderId, driverId, TERMS, 60_000, SYSTEM);
    const offerId = proposed.order!.offer!.id;
    await transitions.openOffer(offerId, orderId, 60_000, SYSTEM);
    const driver: Actor = { type: 'driver', id: driverId };
    await transitions.settleOffer(offerId, 'accepted', driver);
    const stops = await this.prisma.stop.findMany({ where: { orderId }, orderBy: { position: 'asc' } });
    for (const { id } of stops) {
      await transitions.reportStop(id, driverId, 'arrive', { occurredAt: null }, driver);
      await transitions.reportStop(id, driverId, 'complete', { occurredAt: null }, driver);
    }
  }
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
