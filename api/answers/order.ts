import type { Next, Order, OrderEvent, OrderOffer } from '../../contracts/http';
import type { z } from 'zod';
import type { Market } from '../../db/markets';
import type { OrderOfferRecord } from '../../db/read-models/orders';
import type { EventRow, OrderRecord, OrderRow } from '../../db/read-models/rows';
import { plan } from '../../domain/dispatch/plan';
import type { StandingOrder } from '../../domain/dispatch/standing-order';
import type { Policy } from '../../domain/policy/policy';
import type { MarketBook } from '../market-book';
import { placeNameOf } from '../placement';
import { firstNameOf, instant, instantOrNull, money } from './common';
import { etaOrNull } from './eta';

export interface Setting {
  market: Market;
  policy: Policy;
  nowMs: number;
}

/** What an answer about this order needs beside the order: its market, and the policy that it started with. */
export async function settingOf({ order }: OrderRecord, book: MarketBook): Promise<Setting> {
  const [market, policy] = await Promise.all([
    book.known(order.market_id),
    book.policy(order.market_id, order.policy_version),
  ]);
  return { market, policy, nowMs: Date.now() };
}

export function nextOf(standing: StandingOrder, { market, policy, nowMs }: Setting): z.infer<typeof Next> | null {
  const next = plan(standing, policy, market.clock, nowMs);
  return next && { step: next.step, waits_for: next.waitsFor, at: instant(next.at), otherwise: next.otherwise };
}

/** The part of an order that its merchant and operators see alike. */
export function orderFields(row: OrderRow, currency: string): Omit<Order, 'driver' | 'next' | 'eta'> {
  return {
    id: row.id,
    external_id: row.external_id,
    market_id: row.market_id,
    merchant_id: row.merchant_id,
    status: row.status,
    version: row.version,
    pickup: {
      place_id: placeNameOf(row.pickup_place_id),
      name: row.pickup_name,
      address: row.pickup_address,
      location: { lat: row.pickup_lat, lng: row.pickup_lng },
      phone: row.pickup_phone,
      notes: row.pickup_notes,
      ready_at: instant(row.ready_at),
    },
    dropoff: {
      name: row.dropoff_name,
      address: row.dropoff_address,
      location: { lat: row.dropoff_lat, lng: row.dropoff_lng },
      phone: row.dropoff_phone,
      notes: row.dropoff_notes,
      promised_at: instant(row.promised_at),
    },
    scheduled_for: instantOrNull(row.scheduled_for),
    proof: { dropoff: row.proof_demand },
    size: row.size,
    tip: money(row.tip_minor, currency),
    distance_m: row.distance_m,
    escalation_rung: row.escalation_rung,
    offers_made: row.offers_made,
    reassignments: row.reassignments,
    policy_version: row.policy_version,
    placed_at: instant(row.placed_at),
    pool_at: instant(row.pool_at),
    first_assigned_at: instantOrNull(row.first_assigned_at),
    assigned_at: instantOrNull(row.assigned_at),
    arrived_at_pickup_at: instantOrNull(row.arrived_at_pickup_at),
    picked_up_at: instantOrNull(row.picked_up_at),
    arrived_at_dropoff_at: instantOrNull(row.arrived_at_dropoff_at),
    returning_at: instantOrNull(row.returning_at),
    ended_at: instantOrNull(row.ended_at),
    end_reason: row.end_reason,
    updated_at: instant(row.updated_at),
  };
}

export function orderAnswer({ order, standing, driver, eta }: OrderRecord, setting: Setting): Order {
  return {
    ...orderFields(order, setting.market.currency),
    driver: driver && { first_name: firstNameOf(driver.name), vehicle: driver.vehicle },
    next: nextOf(standing, setting),
    eta: etaOrNull(eta, order.promised_at),
  };
}

/** Facts of an event that tell a merchant nothing about people, and what the driver says to them. */
const OPEN_FACTS = ['external_id', 'reason', 'said', 'fields', 'kind', 'rung', 'expires_at'];

export function eventAnswer(row: EventRow): OrderEvent {
  const data = Object.fromEntries(Object.entries(row.data).filter(([key]) => OPEN_FACTS.includes(key)));
  return { ...eventFields(row), actor: { type: row.actor.type }, data };
}

export const eventFields = (row: EventRow): Omit<OrderEvent, 'actor' | 'data'> => ({
  number: row.number,
  type: row.type,
  status_from: row.status_from,
  status_to: row.status_to,
  occurred_at: instant(row.occurred_at),
  recorded_at: instant(row.recorded_at),
});

export const offerAnswer = ({ offer, driver }: OrderOfferRecord): OrderOffer => ({
  id: offer.id,
  status: offer.status,
  driver: { first_name: firstNameOf(driver.name), vehicle: driver.vehicle },
  reserved_at: instant(offer.reserved_at),
  opened_at: instantOrNull(offer.opened_at),
  expires_at: instantOrNull(offer.expires_at),
  settled_at: instantOrNull(offer.settled_at),
  reason: offer.reason,
});
