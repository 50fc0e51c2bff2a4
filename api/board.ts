import type { z } from 'zod';
import { ORDER_STATUSES, type Board, type BoardQuery } from '../contracts/http';
import type { BoardOrder, BoardZone } from '../contracts/http';
import type { Market } from '../db/markets';
import type { IncidentRecord, Incidents } from '../db/incidents';
import type { BoardReads } from '../db/read-models/board';
import type { BoardMargins, ReadBoardMargins } from '../db/read-models/board-margins';
import { byNeed } from '../db/read-models/board-need';
import type { OpenCounts } from '../db/read-models/board-stamps';
import type { OrderRecord } from '../db/read-models/rows';
import type { ZoneHealthReads } from '../db/read-models/zone-health';
import { realMs } from '../domain/clock';
import { incidentAnswer } from './answers/escalations';
import { pauseAnswers, switchAnswers } from './answers/switches';
import { boardOrder } from './answers/board-order';
import { boardDriver, byUrgency, opsMarketAnswer } from './answers/ops';
import { instant } from './answers/common';
import { boardZones } from './answers/zones';
import type { BoardCopies, BoardState } from './board-copy';
import type { MarketBook } from './market-book';
import type { ZoneRecord } from '../db/zones';
import type { ZoneBook } from './zone-book';

export interface BoardDependencies {
  board: Pick<BoardReads, 'endedLately'>;
  copies: BoardCopies;
  margins: ReadBoardMargins;
  incidents: Pick<Incidents, 'list'>;
  zones: Pick<ZoneBook, 'ofMarket'>;
  /** How far what is read is behind, where a replica answers. */
  lagMs: () => Promise<number>;
}

/** All that a board of a market shows, whatever part of it somebody asks for. */
export interface BoardMoment {
  state: BoardState;
  /** Orders that have ended in the last day, by status. */
  ended: Record<string, number>;
  around: BoardMargins;
  incidents: IncidentRecord[];
  zones: ZoneRecord[];
  /** Until when everything is in it: what changed later is told again by the stream. */
  knownMs: number;
}

const DAY_S = 86_400;
const INCIDENTS_MAX = 20;
/** What a switch that stops the asking holds up. */
const WITHOUT_DRIVER = ['unassigned', 'stranded'];

/** A few statements beside each other, however much there is to show. */
export async function readMoment(
  market: Market,
  { board, copies, margins, incidents, zones, lagMs }: BoardDependencies,
): Promise<BoardMoment> {
  // Taken first: what changes while we read, or has not come through yet, is told again by the stream, never missed.
  const nowMs = Date.now();
  const knownMs = nowMs - Math.ceil(await lagMs());
  const [state, ended, around, drawn] = await Promise.all([
    copies(market.id),
    board.endedLately(market.id, new Date(nowMs - realMs(market.clock, DAY_S))),
    margins(market.id),
    zones.ofMarket(market.id),
  ]);
  const open = around.hasIncidents
    ? await incidents.list({ marketIds: [market.id], status: 'open', limit: INCIDENTS_MAX, after: null })
    : [];
  return { state, ended, around, incidents: open, zones: drawn, knownMs };
}

/** The part of a moment that was asked for, with times as they are now. */
export async function boardAnswer(
  market: Market,
  query: BoardQuery,
  { state, ended, around, incidents, zones, knownMs }: BoardMoment,
  book: MarketBook,
): Promise<z.infer<typeof Board>> {
  const nowMs = Date.now();
  const open = state.allOrders ?? countedOpen(state.orders, nowMs);
  const waiting = WITHOUT_DRIVER.reduce((sum, status) => sum + (open.byStatus[status] ?? 0), 0);
  const health = new Map(around.health.map((row) => [row.zoneId, row]));
  return {
    market: opsMarketAnswer(market),
    counts: countsOf(state, open, ended),
    orders: (await boardOrders(shownOrders(state, query, nowMs), market, book, nowMs)).sort(byUrgency),
    orders_total: open.total,
    orders_known: state.orders.length,
    drivers: shownDrivers(state, query).map((row) => boardDriver(row, nowMs)),
    drivers_total: state.drivers.length,
    switches: switchAnswers({ switches: around.switches, waiting }).filter(({ on }) => on),
    paused_zones: pauseAnswers(around.pauses),
    incidents: incidents.map(incidentAnswer),
    zones: boardZones(zones, health, around.healthAt),
    stream_cursor: String(knownMs),
    server_time: instant(new Date(nowMs)),
  };
}

/** Those that need someone first: what a board with a limit must not miss. */
function shownOrders(
  { orders }: BoardState,
  { status, merchant_id, escalated, limit }: BoardQuery,
  nowMs: number,
): OrderRecord[] {
  const isAsked = ({ order }: OrderRecord): boolean =>
    (status === undefined || status.includes(order.status)) &&
    (merchant_id === undefined || order.merchant_id === merchant_id) &&
    (escalated === undefined || order.escalation_rung > 0 === (escalated === 'true'));
  return byNeed(orders.filter(isAsked), ({ order }) => order, nowMs).slice(0, limit);
}

const shownDrivers = ({ drivers }: BoardState, { limit }: BoardQuery): BoardState['drivers'] =>
  drivers
    .toSorted((a, b) => compare(a.driver.name, b.driver.name) || compare(a.driver.id, b.driver.id))
    .slice(0, limit);

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

export interface ZoneReads {
  zones: Pick<ZoneBook, 'ofMarket'>;
  zoneHealth: Pick<ZoneHealthReads, 'ofMarket' | 'checkedAt'>;
}

/** The zones of a market as a map draws them. */
export async function readZones(marketId: string, { zones, zoneHealth }: ZoneReads): Promise<BoardZone[]> {
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
  const versions = [...new Set(records.map(({ order }) => order.policy_version))];
  const policies = new Map(
    await Promise.all(versions.map(async (version) => [version, await book.policy(market.id, version)] as const)),
  );
  return records.map((record) => {
    const policy = policies.get(record.order.policy_version)!;
    return boardOrder(record, { market, policy, nowMs }, model);
  });
}

function countedOpen(orders: OrderRecord[], nowMs: number): OpenCounts {
  const byStatus: Record<string, number> = {};
  for (const { order } of orders) byStatus[order.status] = (byStatus[order.status] ?? 0) + 1;
  return {
    total: orders.length,
    byStatus,
    escalated: orders.filter(({ order }) => order.escalation_rung > 0).length,
    late: orders.filter(({ order }) => Date.parse(order.promised_at) < nowMs).length,
  };
}

function countsOf(
  { availability, busy }: BoardState,
  open: OpenCounts,
  ended: Record<string, number>,
): z.infer<typeof Board>['counts'] {
  const { available = 0, on_break = 0, paused = 0, offline = 0 } = availability;
  return {
    orders: Object.fromEntries(
      ORDER_STATUSES.map((status) => [status, (ended[status] ?? 0) + (open.byStatus[status] ?? 0)]),
    ) as z.infer<typeof Board>['counts']['orders'],
    escalated: open.escalated,
    late: open.late,
    drivers: { available, on_break, paused, offline, busy },
  };
}
