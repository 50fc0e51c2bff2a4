import * as http from '../../contracts/http';
import type { OrderReads } from '../../db/read-models/orders';
import type { OrderRecord } from '../../db/read-models/rows';
import type { RoundStore } from '../../domain/ports';
import { assignEffect, type AssignEffect } from '../../domain/dispatch/assign-effect';
import { allowedRequests } from '../../domain/lifecycle/transitions';
import type { PoolReading } from '../../domain/matching/pool-reading';
import { embeddedTravel } from '../../domain/travel/embedded';
import { ok } from '../answer';
import { instant, money } from '../answers/common';
import type { MarketBook } from '../market-book';
import { handedOrder } from '../hand-over';
import { notFound, Refused } from '../problem';
import type { Serve } from '../serve';
import { visibleOrder } from './visible-order';

export interface AssignPreviewDependencies {
  book: MarketBook;
  orders: OrderReads;
  rounds: Pick<RoundStore, 'readPool'>;
}

/** What an assignment by hand would mean, before it is made. */
export function serveAssignPreview({ on }: Serve, { book, orders, rounds }: AssignPreviewDependencies): void {
  on(http.previewAssignment, async ({ params, query: { driver_id, limit }, caller }) => {
    const found = await visibleOrder(orders, params.order_id, caller);
    const { order } = found;
    if (!allowedRequests(order.status).includes('requeue')) {
      throw new Refused({ code: 'illegal_transition', order: found.standing });
    }
    const [reading, policy] = await Promise.all([
      rounds.readPool(order.market_id),
      book.policy(order.market_id, order.policy_version),
    ]);
    if (!reading) throw notFound('market');
    const drivers = reading.drivers.filter(({ id }) => driver_id === undefined || id === driver_id);
    if (driver_id !== undefined && drivers.length === 0) throw notFound('driver on the street');
    const setting = { policy, clock: reading.clock, travel: embeddedTravel(reading.travel) };
    const effects = drivers
      .filter(({ position, stops }) => position !== null || stops.length > 0)
      .map((driver) => assignEffect(handedOrder(order), driver, setting, Date.parse(reading.readAt)))
      .filter(({ blocked }) => driver_id !== undefined || blocked === null)
      .sort((a, b) => a.dropoffAtMs - b.dropoffAtMs || (a.driverId < b.driverId ? -1 : 1))
      .slice(0, limit);
    const names = await orders.driverNames(effects.map(({ driverId }) => driverId));
    return ok({ data: effects.map((effect) => previewAnswer(effect, reading, found, names)) });
  });
}

function previewAnswer(
  effect: AssignEffect,
  { drivers, readAt, currency }: PoolReading,
  { order }: OrderRecord,
  names: Map<string, string>,
): http.AssignPreview {
  const driver = drivers.find(({ id }) => id === effect.driverId)!;
  const { vehicle, load, capacity, position } = driver;
  return {
    driver: { id: driver.id, name: names.get(driver.id) ?? '', vehicle, load, capacity },
    blocked: effect.blocked,
    refused_before: order.excluded_driver_ids.includes(driver.id),
    position_age_s: position && Math.max(0, (Date.parse(readAt) - Date.parse(position.recordedAt)) / 1_000),
    to_pickup_s: Math.round(effect.toPickupS),
    pickup_at: instant(new Date(effect.pickupAtMs)),
    dropoff_at: instant(new Date(effect.dropoffAtMs)),
    slack_s: Math.round(effect.slackS),
    distance_m: Math.round(effect.distanceM),
    duration_s: Math.round(effect.durationS),
    pay: money(effect.payMinor, currency),
    delays: effect.delays.map(({ orderId, byS, dropoffAtMs }) => ({
      order_id: orderId,
      by_s: Math.round(byS),
      dropoff_at: instant(new Date(dropoffAtMs)),
    })),
  };
}
