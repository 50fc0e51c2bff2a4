import type { BoardDriverRecord, BoardReads } from '../db/read-models/board';
import type { BoardStamps, DriverStamp, OpenCounts, OrderStamp } from '../db/read-models/board-stamps';
import type { OrderRecord, PositionRow } from '../db/read-models/rows';

/** What is on the board of a market, as of a moment after it was asked for. */
export interface BoardState {
  orders: OrderRecord[];
  /** What all open orders come to, where there are more than a board knows; null: `orders` are all. */
  allOrders: OpenCounts | null;
  drivers: BoardDriverRecord[];
  /** Drivers who may work, by availability, and those among them who have stops to do. */
  availability: Record<string, number>;
  busy: number;
}

export interface BoardCopyDependencies {
  board: Pick<BoardReads, 'ordersById' | 'driversById'>;
  stamps: BoardStamps;
}

/** Open orders of a market that a board knows, those that need someone first; beyond that it has long been past reading. */
const ORDERS_MAX = 20_000;
/** Rows that are read in one statement. */
const CHUNK = 500;
/** A board that nobody has asked for this long is forgotten. */
const IDLE_MS = 10 * 60_000;

export type BoardCopies = (marketId: string) => Promise<BoardState>;

/**
 * Boards of markets, kept from one question to the next: only stamps are read of everything, and whole rows of what has
 * changed since. So a board costs what has happened, not what there is, and is never older than the question.
 */
export function createBoardCopies(dependencies: BoardCopyDependencies): BoardCopies {
  const copies = new Map<string, { copy: BoardCopy; askedAt: number }>();
  return (marketId) => {
    const now = Date.now();
    for (const [id, { askedAt }] of copies) if (askedAt < now - IDLE_MS) copies.delete(id);
    const { copy } = copies.get(marketId) ?? { copy: new BoardCopy(marketId, dependencies) };
    copies.set(marketId, { copy, askedAt: now });
    return copy.read();
  };
}

type Kept<Row> = Map<string, { stamp: string; row: Row }>;

class BoardCopy {
  readonly #orders: Kept<OrderRecord> = new Map();
  readonly #drivers: Kept<BoardDriverRecord> = new Map();
  #running: Promise<BoardState> | null = null;
  #next: Promise<BoardState> | null = null;

  constructor(
    private readonly marketId: string,
    private readonly use: BoardCopyDependencies,
  ) {}

  /** Whoever asks while somebody else is being served shares the next reading: the one under way may miss his own change. */
  read(): Promise<BoardState> {
    if (!this.#running) return (this.#running = this.#catchUp().finally(() => (this.#running = null)));
    this.#next ??= this.#running
      .catch(() => {})
      .then(() => {
        this.#next = null;
        return this.read();
      });
    return this.#next;
  }

  async #catchUp(): Promise<BoardState> {
    const { board, stamps } = this.use;
    const [open, crew] = await Promise.all([stamps.orders(this.marketId, ORDERS_MAX), stamps.crew(this.marketId)]);
    await Promise.all([
      refresh(this.#orders, open.stamps, board.ordersById, ({ order }) => order.id),
      refresh(this.#drivers, crew.onBoard, board.driversById, ({ driver }) => driver.id),
    ]);
    const positions = new Map(crew.onBoard.map(([id, , position]) => [id, position]));
    return {
      allOrders: open.all,
      orders: [...this.#orders.values()]
        // It may have ended between the look at its stamp and the reading of its row.
        .filter(({ row }) => row.order.ended_at === null)
        .map(({ row }) => at(row, row.order.driver_id, positions)),
      drivers: [...this.#drivers.values()].map(({ row }) => at(row, row.driver.id, positions)),
      availability: crew.availability,
      busy: crew.busy,
    };
  }
}

/** Reads what has another stamp than before, and lets go of what is not there any more. */
async function refresh<Row>(
  kept: Kept<Row>,
  stamps: (OrderStamp | DriverStamp)[],
  read: (ids: string[]) => Promise<Row[]>,
  idOf: (row: Row) => string,
): Promise<void> {
  const there = new Map(stamps.map(([id, stamp]) => [id, stamp]));
  for (const id of kept.keys()) if (!there.has(id)) kept.delete(id);
  const changed = [...there].filter(([id, stamp]) => kept.get(id)?.stamp !== stamp).map(([id]) => id);
  for (let from = 0; from < changed.length; from += CHUNK) {
    const ids = changed.slice(from, from + CHUNK);
    for (const row of await read(ids)) kept.set(idOf(row), { stamp: there.get(idOf(row))!, row });
  }
}

const at = <Row extends { position: PositionRow | null }>(
  row: Row,
  driverId: string | null,
  positions: Map<string, PositionRow | null>,
): Row => (driverId !== null && positions.has(driverId) ? { ...row, position: positions.get(driverId)! } : row);
