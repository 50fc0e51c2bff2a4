import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { DriverAvailability, LocationPoint, OfferCard, Route } from '../client/answers';
import type { ApiClient, Call, Credential, Reply } from '../client/http';

/** What the phone tells its driver. */
export interface PhoneListener {
  offered(card: OfferCard): void;
  offerClosed(offerId: string): void;
  routeChanged(route: Route): void;
  /** The system has paused him: one tap brings him back. */
  paused(): void;
}

interface Snapshot {
  offers: OfferCard[];
  route: Route;
}

const RECONNECT = { firstMs: 200, longestMs: 3_000 };
/** Positions kept while there is no connection; older ones are of no use to anybody. */
const POINTS_KEPT = 400;

/**
 * The driver's app. What the driver does is queued and sent in order, each action with a key of its own, again and again
 * until it is answered; what happens elsewhere arrives on one stream, which brings the whole picture whenever it
 * connects.
 */
export class Phone {
  #queue: Promise<unknown> = Promise.resolve();
  #online: AbortController | null = null;
  #listening: Promise<void> = Promise.resolve();
  #points: LocationPoint[] = [];
  #reporting = false;

  constructor(
    private readonly api: ApiClient,
    private readonly credential: Credential,
    private readonly listener: PhoneListener,
  ) {}

  /** Sends after everything that was asked for before, and answers with what the API said. */
  act(method: 'POST' | 'PUT', path: string, body: unknown = {}): Promise<Reply> {
    const call: Call = { method, path, body, credential: this.credential, idempotencyKey: randomUUID() };
    const reply = this.#queue.then(() => this.api.send(call));
    this.#queue = reply.catch(() => {});
    return reply;
  }

  /** Takes a picture of a door, in its turn. */
  show(path: string, picture: Uint8Array): Promise<Reply> {
    const reply = this.#queue.then(() => this.api.send({ method: 'PUT', path, picture, credential: this.credential }));
    this.#queue = reply.catch(() => {});
    return reply;
  }

  /** Reads offers and route from the API, after all that is queued: what the stream would bring on connecting. */
  async refresh(): Promise<void> {
    const read = async <Body>(path: string): Promise<Body> =>
      this.api.expect<Body>({ method: 'GET', path, credential: this.credential });
    await this.#queue;
    const [offers, route] = await Promise.all([
      read<{ data: OfferCard[] }>('/v1/driver/offers'),
      read<Route>('/v1/driver/route'),
    ]);
    this.#show({ offers: offers.data, route });
  }

  /** Positions are sent in batches and one at a time; a batch that waits for an answer lets the next one grow. */
  report(points: LocationPoint[]): void {
    this.#points.push(...points);
    this.#points.splice(0, this.#points.length - POINTS_KEPT);
    if (!this.#reporting && this.#points.length > 0) void this.#sendPoints();
  }

  connect(): void {
    if (this.#online) return;
    const online = new AbortController();
    this.#online = online;
    this.#listening = this.#listen(online.signal);
  }

  async disconnect(): Promise<void> {
    this.#online?.abort();
    this.#online = null;
    await this.#listening;
  }

  async #sendPoints(): Promise<void> {
    this.#reporting = true;
    const path = '/v1/driver/locations';
    while (this.#points.length > 0 && this.#reporting) {
      const body = { points: this.#points.splice(0) };
      const sent = this.api.send({ method: 'POST', path, credential: this.credential, body });
      // Only a closed client refuses, and then nobody looks for this driver any more.
      await sent.catch(() => (this.#reporting = false));
    }
    this.#reporting = false;
  }

  async #listen(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        for await (const { type, data } of this.api.events('/v1/driver/stream', this.credential, signal)) {
          failures = 0;
          this.#hear(type, JSON.parse(data));
        }
      } catch {
        if (signal.aborted) return;
      }
      await delay(Math.min(RECONNECT.longestMs, RECONNECT.firstMs * 2 ** failures), undefined, { signal }).catch(
        () => {},
      );
      // Where streams do not get through at all, this asks instead.
      if (failures > 1 && !signal.aborted) await this.refresh().catch(() => {});
    }
  }

  #hear(type: string, body: unknown): void {
    if (type === 'snapshot') this.#show(body as Snapshot);
    else if (type === 'offer.sent') this.listener.offered(body as OfferCard);
    else if (type === 'offer.closed') this.listener.offerClosed((body as { offer_id: string }).offer_id);
    else if (type === 'route.changed') this.listener.routeChanged(body as Route);
    else if (type === 'availability.changed' && (body as DriverAvailability).availability === 'paused') {
      this.listener.paused();
    }
  }

  #show({ offers, route }: Snapshot): void {
    this.listener.routeChanged(route);
    for (const card of offers) this.listener.offered(card);
  }
}
