import type { z } from 'zod';
import { ORDER_STATUSES, type Board, type BoardQuery } from '../contracts/http';
import type { BoardOrder, BoardZone } from '../contracts/http';
import type { Market, Markets } from '../db/markets';
import type { Incidents } from '../db/incidents';
import type { Switches } from '../db/switches';
import type { BoardCounts, BoardReads } from '../db/read-models/board';
import type { OrderRecord } from '../db/read-models/rows';
import type { ZoneHealthReads } from '../db/read-models/zone-health';
import { realMs } from '../domain/clock';
import { incidentAnswer } from './answers/escalations';
import { closureAnswers, switchAnswers } from './answers/switches';
import { boardDriver, boardOrder, byUrgency, opsMarketAnswer } from './answers/ops';
import { instant } from './answers/common';
import { boardZones } from './answers/zones';
import type { MarketBook } from './market-book';
import type { ZoneBook } from './zone-book';

export interface BoardDependencies {
  board: BoardReads;
  book: MarketBook;
  markets: Pick<Markets, 'list'>;
  switches: Pick<Switches, 'stopped'>;
  incidents: Pick<Incidents, 'list'>;
  zones: Pick<ZoneBook, 'ofMarket'>;
  zoneHealth: Pick<ZoneHealthReads, 'ofMarket' | 'checkedAt'>;
  /** How far what is read is behind, where a replica answers. */
  lagMs: () => Promise<number>;
}

const DAY_S = 86_400;
const INCIDENTS_MAX = 20;

/** A market at this moment: a few statements beside each other, however much there is to show. */
export async function readBoard(
  market: Market,
  { limit, status, merchant_id, escalated }: BoardQuery,
  dependencies: BoardDependencies,
): Promise<z.infer<typeof Board>> {
  const { board, book, switches, incidents, lagMs } = dependencies;
  // Taken first: what changes while we read, or has not come through yet, is told again by the stream, never missed.
  const nowMs = Date.now();
  const knownMs = nowMs - Math.ceil(await lagMs());
  const filter = {
    statuses: status,
    merchantId: merchant_id,
    escalated: escalated === undefined ? undefined : escalated === 'true',
    limit,
  };
  const [counts, orders, drivers, stopped, open, zones] = await Promise.all([
    board.counts(market.id, new Date(nowMs - realMs(market.clock, DAY_S))),
    board.openOrders(market.id, filter),
    board.drivers(market.id, limit),
    switches.stopped(market.id),
    incidents.list({ marketIds: [market.id], status: 'open', limit: INCIDENTS_MAX, after: null }),
    readZones(market.id, dependencies),
  ]);
  return {
    market: opsMarketAnswer(market),
    counts: countsOf(counts),
    orders: (await boardOrders(orders, market, book, nowMs)).sort(byUrgency),
    orders_total: counts.open,
    drivers: drivers.map((row) => boardDriver(row, nowMs)),
    drivers_total: counts.onBoard,
    switches: switchAnswers(stopped).filter(({ on }) => on),
    closed_zones: closureAnswers(stopped),
    incidents: open.map(incidentAnswer),
    zones,
    stream_cursor: String(knownMs),
    server_time: instant(new Date(nowMs)),
  };
}

/** The zones of a market as a map draws them. */
export async function readZones(
  marketId: string,
  { zones, zoneHealth }: Pick<BoardDependencies, 'zones' | 'zoneHealth'>,
): Promise<BoardZone[]> {
  const [drawn, health, checkedAt] = await Promise.all([
    zones.ofMarket(marketId),
    zoneHealth.ofMarket(marketId),
    zoneHealth.checkedAt(marketId),
  ]);
  return boardZones(drawn, health, checkedAt);
}

/** Rows of the board; orders of one market can be under different versions of its policy. */
export async function boardOrders(
  records: OrderRecord[],
  market: Market,
  book: MarketBook,
  nowMs: number,
): Promise<BoardOrder[]> {
  const model = await book.slackModel(market);
  return Promise.all(
    records.map(async (record) => {
      const policy = await book.policy(market.id, record.order.policy_version);
      return boardOrder(record, { market, policy, nowMs }, model);
    }),
  );
}

function countsOf(counts: BoardCounts): z.infer<typeof Board>['counts'] {
  const { available = 0, on_break = 0, paused = 0, offline = 0 } = counts.drivers;
  const byStatus = ORDER_STATUSES.map((status) => [status, counts.orders[status] ?? 0] as const);
  return {
    orders: Object.fromEntries(byStatus) as z.infer<typeof Board>['counts']['orders'],
    escalated: counts.escalated,
    late: counts.late,
    drivers: { available, on_break, paused, offline, busy: counts.busy },
  };
}
