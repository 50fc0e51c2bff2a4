import type { Route, Stop } from '../client/answers';

/**
 * The route as the phone shows it: what the API said last, less what the driver has done since and the API may not have
 * heard yet.
 */
export class LocalRoute {
  #stops: Stop[] = [];
  #asOf = '';
  readonly #finished = new Set<string>();
  readonly #givenBack = new Set<string>();

  /** Answers, and news from the stream, can overtake each other: only what is newer counts. */
  adopt(route: Route): void {
    if (route.server_time < this.#asOf) return;
    this.#asOf = route.server_time;
    this.#stops = route.stops;
    forgetOthers(this.#finished, new Set(route.stops.map(({ id }) => id)));
    forgetOthers(this.#givenBack, new Set(route.stops.map(({ order_id }) => order_id)));
  }

  finish(stop: Stop): void {
    this.#finished.add(stop.id);
  }

  giveBack(orderId: string): void {
    this.#givenBack.add(orderId);
  }

  /** The API did not take the order back after all. */
  keep(orderId: string): void {
    this.#givenBack.delete(orderId);
  }

  get open(): Stop[] {
    return this.#stops.filter(({ id, order_id }) => !this.#finished.has(id) && !this.#givenBack.has(order_id));
  }

  get isEmpty(): boolean {
    return this.open.length === 0;
  }

  pickupOf(orderId: string): Stop | undefined {
    return this.open.find(({ order_id, kind }) => order_id === orderId && kind === 'pickup');
  }
}

/** What the API has taken note of needs no memory of ours. */
function forgetOthers(remembered: Set<string>, present: Set<string>): void {
  for (const id of remembered) if (!present.has(id)) remembered.delete(id);
}
