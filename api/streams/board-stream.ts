import type { Logger } from 'pino';
import type { BoardDriver } from '../../contracts/http';
import type { Market } from '../../db/markets';
import type { BoardReads, MovedPosition } from '../../db/read-models/board';
import type { OrderRecord } from '../../db/read-models/rows';
import type { ZoneHealthReads } from '../../db/read-models/zone-health';
import { boardDriver, positionAnswer } from '../answers/ops';
import { boardOrders, readZones } from '../board';
import type { MarketBook } from '../market-book';
import type { ZoneBook } from '../zone-book';
import { coalesce } from './coalesce';
import { driversOf, type EventFeed, type FeedEvent } from './event-feed';
import type { Sse } from './sse';

export interface BoardStreamDependencies {
  board: BoardReads;
  book: MarketBook;
  feed: EventFeed;
  log: Logger;
  zones: Pick<ZoneBook, 'ofMarket'>;
  zoneHealth: Pick<ZoneHealthReads, 'ofMarket' | 'checkedAt'>;
}

/** Changes are gathered this long and told together: a board is repainted a few times a second at most. */
const GATHER_MS = 250;
const POSITIONS_EVERY_MS = 400;
/** Beyond this fetching the board again is cheaper. */
const MISSED_MAX = 1_000;
/** Clocks of this process and of the database may differ this much. */
const SKEW_MS = 5_000;

/** Streams of boards: the viewers of one market share what is read for it. */
export function createBoardStream(dependencies: BoardStreamDependencies) {
  const rooms = new Map<string, BoardRoom>();
  return async (market: Market, cursor: string | undefined, sse: Sse): Promise<void> => {
    const room = rooms.get(market.id) ?? new BoardRoom(market.id, dependencies);
    rooms.set(market.id, room);
    sse.onClose(() => {
      if (room.leave(sse)) rooms.delete(market.id);
    });
    await room.enter(sse, cursor === undefined ? null : Number(cursor));
  };
}

class BoardRoom {
  readonly #viewers = new Set<Sse>();
  readonly #orders = new Set<string>();
  readonly #drivers = new Set<string>();
  readonly #escalated = new Set<string>();
  #zonesChanged = false;
  /** Drivers as they were told last: events keep all but the position up to date. */
  readonly #known = new Map<string, BoardDriver>();
  readonly #leaveFeed: () => void;
  readonly #positions: NodeJS.Timeout;
  #gathering: NodeJS.Timeout | undefined;
  #positionsSince = new Date(Date.now() - SKEW_MS);
  #flushedAt = Date.now();

  constructor(
    private readonly marketId: string,
    private readonly use: BoardStreamDependencies,
  ) {
    const onError = (error: unknown): void => use.log.warn({ err: error, market: marketId }, 'a board falls behind');
    const flush = coalesce(() => this.#flush(), onError);
    const followDrivers = coalesce(() => this.#followDrivers(), onError);
    this.#positions = setInterval(followDrivers, POSITIONS_EVERY_MS);
    this.#leaveFeed = use.feed.listen({
      onEvent: (event) => this.#note(event, flush),
      onGap: coalesce(() => this.#catchUp(this.#viewers, this.#flushedAt), onError),
    });
  }

  async enter(sse: Sse, since: number | null): Promise<void> {
    this.#viewers.add(sse);
    if (since !== null) await this.#catchUp([sse], since);
  }

  /** True when nobody is left. */
  leave(sse: Sse): boolean {
    this.#viewers.delete(sse);
    if (this.#viewers.size > 0) return false;
    this.#leaveFeed();
    clearInterval(this.#positions);
    clearTimeout(this.#gathering);
    return true;
  }

  #note(event: FeedEvent, flush: () => void): void {
    if (event.marketId !== this.marketId) return;
    if (event.orderId !== undefined) this.#orders.add(event.orderId);
    if (event.orderId !== undefined && event.type.startsWith('escalation.')) this.#escalated.add(event.orderId);
    if (event.type.startsWith('zone.')) this.#zonesChanged = true;
    for (const driver of driversOf(event)) this.#drivers.add(driver);
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      flush();
    }, GATHER_MS);
  }

  async #flush(): Promise<void> {
    const at = Date.now();
    const orderIds = take(this.#orders);
    const driverIds = take(this.#drivers);
    const escalated = take(this.#escalated);
    const [orders, drivers] = await Promise.all([
      this.use.board.ordersById(orderIds),
      this.use.board.driversById(driverIds),
    ]);
    this.#flushedAt = at;
    if (orders.length > 0) await this.#tellOrders(this.#viewers, orders, at);
    if (drivers.length > 0) this.#tellDrivers(drivers.map((row) => boardDriver(row, Date.now())));
    if (this.#zonesChanged) await this.#tellZones();
    if (escalated.length > 0) for (const sse of this.#viewers) sse.send('escalations', { order_ids: escalated });
  }

  async #tellZones(): Promise<void> {
    this.#zonesChanged = false;
    const zones = await readZones(this.marketId, this.use);
    for (const sse of this.#viewers) sse.send('zones', { zones });
  }

  async #tellOrders(viewers: Iterable<Sse>, records: OrderRecord[], at: number): Promise<void> {
    const market = await this.use.book.known(this.marketId);
    const orders = await boardOrders(records, market, this.use.book, Date.now());
    for (const sse of viewers) sse.send('orders', { orders }, String(at));
  }

  #tellDrivers(drivers: BoardDriver[]): void {
    for (const driver of drivers) this.#known.set(driver.id, driver);
    for (const sse of this.#viewers) sse.send('drivers', { drivers });
  }

  /** Positions make no events: who has moved is asked for, once for all viewers, and nothing else about them again. */
  async #followDrivers(): Promise<void> {
    const moved = await this.use.board.positionsSince(this.marketId, this.#positionsSince, MISSED_MAX);
    if (moved.length === 0) return;
    const received = moved.map(({ received_at }) => Date.parse(received_at));
    this.#positionsSince = new Date(Math.max(this.#positionsSince.getTime(), ...received));
    const unknown = moved.filter(({ driver_id }) => !this.#known.has(driver_id)).map(({ driver_id }) => driver_id);
    const now = Date.now();
    const read = unknown.length > 0 ? await this.use.board.driversById(unknown) : [];
    for (const row of read) this.#known.set(row.driver.id, boardDriver(row, now));
    this.#tellDrivers(moved.flatMap((position) => this.#at(position, now)));
  }

  #at(position: MovedPosition, now: number): BoardDriver[] {
    const known = this.#known.get(position.driver_id);
    return known ? [{ ...known, position: positionAnswer(position, now) }] : [];
  }

  async #catchUp(viewers: Iterable<Sse>, since: number): Promise<void> {
    const at = Date.now();
    const [missed, drivers] = await Promise.all([
      this.use.board.ordersChangedSince(this.marketId, new Date(since - SKEW_MS), MISSED_MAX + 1),
      this.use.board.drivers(this.marketId, MISSED_MAX),
    ]);
    if (missed.length > MISSED_MAX) {
      for (const sse of viewers) sse.send('resync', {});
      return;
    }
    await this.#tellOrders(viewers, missed, at);
    const told = drivers.map((row) => boardDriver(row, at));
    for (const driver of told) this.#known.set(driver.id, driver);
    for (const sse of viewers) sse.send('drivers', { drivers: told });
  }
}

function take(ids: Set<string>): string[] {
  const taken = [...ids];
  ids.clear();
  return taken;
}
