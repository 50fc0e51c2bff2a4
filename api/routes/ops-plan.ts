import * as http from '../../contracts/http';
import { toMarket, toReal } from '../../domain/clock';
import type { BatchPlanRequest, BatchRoutes } from '../../domain/matching/batch-plan';
import { serviceTime, type Policy } from '../../domain/policy/policy';
import type { Market } from '../../db/markets';
import { ok } from '../answer';
import type { BatchPlanner } from '../batch-plan/planner';
import { seesMarket } from '../caller';
import type { MarketBook } from '../market-book';
import { notFound } from '../problem';
import type { Serve } from '../serve';

/** Planning a batch of orders ahead, for people: nothing is offered or stored. */
export function serveOpsPlan({ on }: Serve, { book, plan }: { book: MarketBook; plan: BatchPlanner }): void {
  on(http.planBatch, async ({ body, caller }) => {
    const market = await book.market(body.market_id);
    if (!market || !seesMarket(caller, market.id)) throw notFound('market');
    const policy = await book.policy(market.id, market.policyVersion);
    return ok(planAnswer(body, market, await plan(planRequest(body, market, policy), market.travel)));
  });
}

function planRequest(body: http.PlanBody, { clock }: Market, policy: Policy): BatchPlanRequest {
  const at = (instant: string): number => toMarket(clock, Date.parse(instant));
  return {
    iterationsMax: body.iterations,
    policy: policy.matching,
    orders: body.orders.map(({ id, pickup, dropoff, size }) => ({
      id,
      pickupPlaceId: pickup.place_id ?? `${pickup.location.lat},${pickup.location.lng}`,
      pickup: pickup.location,
      dropoff: dropoff.location,
      readyAt: at(pickup.ready_at),
      promisedAt: at(dropoff.promised_at),
      pickupService: serviceTime(policy.service, 'pickup'),
      dropoffService: serviceTime(policy.service, 'dropoff'),
      size,
    })),
    drivers: body.drivers.map(({ id, location, on_at, off_at, capacity, vehicle }) => ({
      id,
      place: location,
      onAt: at(on_at),
      offAt: off_at === undefined ? null : at(off_at),
      capacity,
      vehicle,
    })),
  };
}

function planAnswer({ orders }: http.PlanBody, { clock }: Market, { routes, unserved }: BatchRoutes): http.BatchPlan {
  const instant = (marketSeconds: number): string => new Date(toReal(clock, marketSeconds)).toISOString();
  const promisedAt = new Map(orders.map(({ id, dropoff }) => [id, toMarket(clock, Date.parse(dropoff.promised_at))]));
  const dropoffs = routes.flatMap(({ stops }) => stops.filter(({ kind }) => kind === 'dropoff'));
  const lateness = dropoffs.map(({ orderId, completeAt }) =>
    Math.max(0, completeAt - (promisedAt.get(orderId) ?? completeAt)),
  );
  const sum = (values: number[]): number => Math.round(values.reduce((total, value) => total + value, 0));
  return {
    routes: routes.map(({ driverId, stops, distanceMeters, endsAt }) => ({
      driver_id: driverId,
      stops: stops.map(({ orderId, kind, place: { lat, lng }, arriveAt, completeAt }) => ({
        order_id: orderId,
        kind,
        location: { lat, lng },
        arrive_at: instant(arriveAt),
        complete_at: instant(completeAt),
      })),
      distance_m: Math.round(distanceMeters),
      ends_at: instant(endsAt),
    })),
    unserved: unserved.map(({ orderId, reason }) => ({ order_id: orderId, reason })),
    summary: {
      orders: orders.length,
      served: dropoffs.length,
      late: lateness.filter((seconds) => seconds >= 1).length,
      lateness_s: sum(lateness),
      distance_m: sum(routes.map(({ distanceMeters }) => distanceMeters)),
      drivers_used: routes.length,
    },
  };
}
