// The one place where the simulation looks behind the API: a check that asked the API would only repeat what it says.
// oxlint-disable-next-line no-restricted-imports
import { Client } from 'pg';

/** What the database says about a market. Instants are real milliseconds since the epoch. */
export interface MarketRecord {
  orders: OrderRow[];
  events: EventRow[];
  offers: OfferRow[];
  assignments: AssignmentRow[];
}

export interface OrderRow {
  id: string;
  externalId: string;
  status: string;
  version: number;
  placedAt: number;
  firstAssignedAt: number | null;
  endedAt: number | null;
}

export interface EventRow {
  orderId: string;
  number: number;
  type: string;
  statusFrom: string | null;
  statusTo: string;
  actorType: string;
  offerId: string | null;
  /** Whom an operator's forced assignment relieved. */
  driverBefore: string | null;
}

export interface OfferRow {
  id: string;
  driverId: string;
  status: string;
  /** With a no: why. */
  reason: string | null;
  reservedAt: number;
  openedAt: number | null;
  settledAt: number | null;
  /** Its orders; those that left before the answer are not among them. */
  orderIds: string[];
}

export interface AssignmentRow {
  orderId: string;
  driverId: string;
  offerId: string | null;
  createdAt: number;
  endedAt: number | null;
}

/** Reads all tables in one snapshot, and can write to none. */
export async function readRecord(databaseUrl: string, marketId: string): Promise<MarketRecord> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'outrider-replay' });
  await client.connect();
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const rows = async <Row>(sql: string): Promise<Row[]> => (await client.query(sql, [marketId])).rows as Row[];
    return {
      orders: await rows<OrderRow>(ORDERS),
      events: await rows<EventRow>(EVENTS),
      offers: await rows<OfferRow>(OFFERS),
      assignments: await rows<AssignmentRow>(ASSIGNMENTS),
    };
  } finally {
    await client.end();
  }
}

const ms = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;

const ORDERS = `
  SELECT id, external_id AS "externalId", status, version, ${ms('placed_at')} AS "placedAt",
         ${ms('first_assigned_at')} AS "firstAssignedAt", ${ms('ended_at')} AS "endedAt"
  FROM orders WHERE market_id = $1`;

const EVENTS = `
  SELECT order_id AS "orderId", number, type, status_from AS "statusFrom", status_to AS "statusTo",
         actor->>'type' AS "actorType", data->>'offer_id' AS "offerId", data->>'driver_before' AS "driverBefore"
  FROM event WHERE market_id = $1 AND order_id IS NOT NULL AND number IS NOT NULL ORDER BY order_id, id`;

const OFFERS = `
  SELECT o.id, o.driver_id AS "driverId", o.status, o.reason, ${ms('o.reserved_at')} AS "reservedAt",
         ${ms('o.opened_at')} AS "openedAt", ${ms('o.settled_at')} AS "settledAt",
         coalesce(array_agg(l.order_id::text) FILTER (WHERE l.status <> 'left'), '{}') AS "orderIds"
  FROM offer o JOIN offer_line l ON l.offer_id = o.id WHERE o.market_id = $1 GROUP BY o.id`;

const ASSIGNMENTS = `
  SELECT a.order_id AS "orderId", a.driver_id AS "driverId", a.offer_id AS "offerId",
         ${ms('a.created_at')} AS "createdAt", ${ms('a.ended_at')} AS "endedAt"
  FROM assignment a JOIN orders o ON o.id = a.order_id WHERE o.market_id = $1`;
