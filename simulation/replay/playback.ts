import { setTimeout as delay } from 'node:timers/promises';
import { type Day, type DayDriver, type DayOrder, windowOf } from '../city/day';
import { distanceM } from '../city/geometry';
import { MerchantApp } from '../city/merchant-app';
import type { PlaceOrder } from '../client/answers';
import { type ApiClient, ClientClosed } from '../client/http';
import { SimulatedDriver } from '../driver/driver';
import { Journal } from '../driver/journal';
import type { MarketTime } from '../time/market-time';
import { Chance } from '../time/random';
import { Scheduler } from '../time/scheduler';
import { serviceOf, type TestMarket } from './test-market';

/** Market minutes after the last order by which all must have ended: longer than it takes to give an order up. */
const DRAIN_LIMIT_MIN = 240;
const LOOK_MS = 2_000;
/** Minutes to spare in a promise that the target alone could not keep. */
const PROMISE_SLACK_MIN = 10;

export interface PlaybackPlan {
  day: Day;
  from: number;
  to: number;
  seed: number;
}

/** How far a playback is. */
export interface Standing {
  minute: number;
  placed: number;
  open: number;
  delivered: number;
  driversOnShift: number;
  answers: number;
}

/** Plays one window of a day against the API, as its merchant and as each of its drivers. */
export class Playback {
  readonly journal = new Journal();
  /** External IDs of the orders that the API has taken. */
  readonly placed: string[] = [];
  readonly orders: DayOrder[];
  readonly #roster: DayDriver[];
  readonly #scheduler: Scheduler;
  readonly #merchant: MerchantApp;
  readonly #drivers = new Map<string, SimulatedDriver>();
  #open = 0;
  #reject: (error: unknown) => void = () => {};
  readonly #failed = new Promise<never>((_, reject) => {
    this.#reject = reject;
  });

  constructor(
    private readonly plan: PlaybackPlan,
    market: TestMarket,
    api: ApiClient,
    private readonly time: MarketTime,
  ) {
    ({ orders: this.orders, drivers: this.#roster } = windowOf(plan.day, plan.from, plan.to));
    this.#scheduler = new Scheduler(time);
    this.#merchant = new MerchantApp(api, market.merchant);
    const streets = {
      scheduler: this.#scheduler,
      chance: new Chance(plan.seed),
      api,
      log: this.journal,
      speedMps: plan.day.speedMetersPerMinute / 60,
      service: serviceOf(plan.day),
      failed: (error: unknown) => this.#fail(error),
    };
    for (const [key, identity] of market.drivers) this.#drivers.set(key, new SimulatedDriver(streets, identity));
  }

  get standing(): Standing {
    return {
      minute: this.plan.from + this.time.now() / 60,
      placed: this.placed.length,
      open: this.#open,
      delivered: this.journal.deliveries,
      driversOnShift: [...this.#drivers.values()].filter(({ isOnShift }) => isOnShift).length,
      answers: this.journal.answers.length,
    };
  }

  /** Comes back when every order has ended, or when the limit for that has passed. */
  async run(): Promise<void> {
    for (const driver of this.#roster) this.#planShift(driver);
    for (const order of this.orders) this.#scheduler.at(this.#secondOf(order.placedMinute), () => this.#place(order));
    try {
      await Promise.race([this.#allEnded(), this.#failed]);
    } finally {
      this.#scheduler.stop();
      await Promise.all([...this.#drivers.values()].map((driver) => driver.disconnect()));
    }
  }

  #secondOf(minute: number): number {
    return (minute - this.plan.from) * 60;
  }

  /**
   * Until `to` drivers come and go as on the day. From then on nobody leaves before the last order has ended: the day
   * behind the window would have brought drivers who are not part of it.
   */
  #planShift({ id, onMinute, offMinute }: DayDriver): void {
    const { to } = this.plan;
    const driver = this.#drivers.get(id);
    if (!driver) return;
    const comeOn = (end: number): void => void driver.comeOn(this.#secondOf(end)).catch((error) => this.#fail(error));
    const limit = to + DRAIN_LIMIT_MIN;
    const staysOn = offMinute > to;
    const on = Math.max(onMinute, this.plan.from);
    this.#scheduler.at(this.#secondOf(on), () => comeOn(staysOn && on >= to ? limit : offMinute));
    if (!staysOn) this.#scheduler.at(this.#secondOf(offMinute), () => driver.endShift());
    else if (on < to) this.#scheduler.at(this.#secondOf(to), () => comeOn(limit));
  }

  #place(order: DayOrder): void {
    this.#merchant
      .place(this.#bodyOf(order))
      .then(() => this.placed.push(order.id))
      .catch((error) => this.#fail(error));
  }

  #bodyOf({ id, restaurantId, door, placedMinute, readyMinute }: DayOrder): PlaceOrder {
    const { day } = this.plan;
    const kitchen = day.restaurants.get(restaurantId)!.at;
    const instant = (minute: number): string => this.time.iso(this.#secondOf(minute));
    const service = (day.pickupServiceMinutes + day.dropoffServiceMinutes) / 2;
    const soonest = readyMinute + service + distanceM(kitchen, door) / day.speedMetersPerMinute;
    const promised = Math.max(placedMinute + day.targetMinutes, soonest + PROMISE_SLACK_MIN);
    return {
      external_id: id,
      pickup: {
        place_id: restaurantId,
        name: `Kitchen ${restaurantId}`,
        address: `Kitchen ${restaurantId}`,
        location: kitchen,
        ready_at: instant(readyMinute),
      },
      dropoff: {
        name: `Customer of ${id}`,
        address: `Door of ${id}`,
        location: door,
        promised_at: instant(promised),
      },
    };
  }

  async #allEnded(): Promise<void> {
    const limitS = this.#secondOf(this.plan.to + DRAIN_LIMIT_MIN);
    do {
      await delay(LOOK_MS);
      const placedBefore = this.placed.length;
      this.#open = await this.#merchant.openOrders();
      if (placedBefore === this.orders.length && this.#open === 0) return;
    } while (this.time.now() < limitS);
  }

  #fail(error: unknown): void {
    if (!(error instanceof ClientClosed)) this.#reject(error);
  }
}
