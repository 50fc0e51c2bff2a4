import type { z } from 'zod';
import type { BoardDriver, BoardOrder, OpsEvent, OpsMarket, OpsOffer, OpsOrder, OpsStop } from '../../contracts/http';
import { orderDispatchId } from '../../contracts/order-dispatch';
import type { Market } from '../../db/markets';
import type { BoardDriverRecord } from '../../db/read-models/board';
import type { OrderOfferRecord } from '../../db/read-models/orders';
import type { DriverRow, EventRow, OrderRecord, PositionRow, StopRow } from '../../db/read-models/rows';
import { slackSeconds, type SlackModel } from '../../domain/dispatch/slack';
import { instant, instantOrNull, money, payPartsOf, placeOf } from './common';
import { etaOrNull } from './eta';
import { eventFields, nextOf, orderFields, type Setting } from './order';

export const opsMarketAnswer = (market: Market): z.infer<typeof OpsMarket> => ({
  id: market.id,
  name: market.name,
  time_zone: market.timeZone,
  currency: market.currency,
  livemode: market.livemode,
  location: market.location,
  clock: { rate: market.clock.rate, offset_ms: market.clock.offsetMs },
});

/** Tells where an order's workflow is found in the Temporal Web UI. */
export type WorkflowUrl = (workflowId: string) => string;

export const workflowUrls =
  (uiUrl: string, namespace: string): WorkflowUrl =>
  (workflowId) =>
    `${uiUrl}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`;

export function slackOf({ order, position }: OrderRecord, model: SlackModel, nowMs: number): number | null {
  const slack = slackSeconds(
    {
      status: order.status,
      readyAt: order.ready_at,
      promisedAt: order.promised_at,
      pickup: { lat: order.pickup_lat, lng: order.pickup_lng },
      dropoff: { lat: order.dropoff_lat, lng: order.dropoff_lng },
      driver: position && placeOf(position),
    },
    model,
    nowMs,
  );
  return slack === null ? null : Math.round(slack);
}

/** What needs a person first, by its deadline; then what has the least time to spare. */
export function byUrgency(a: BoardOrder, b: BoardOrder): number {
  const deadline = ({ escalation_rung, escalation_deadline_at }: BoardOrder): number =>
    escalation_rung > 0 ? Date.parse(escalation_deadline_at ?? '') || 0 : Number.MAX_VALUE;
  const slack = ({ slack_s }: BoardOrder): number => slack_s ?? Number.MAX_VALUE;
  return deadline(a) - deadline(b) || slack(a) - slack(b) || (a.id < b.id ? -1 : 1);
}

/** All of a driver but where he is, by the row that it was made of: most of a board's drivers are the same as a moment ago. */
const withoutPosition = new WeakMap<DriverRow, Omit<BoardDriver, 'position'>>();

export function boardDriver(record: BoardDriverRecord, nowMs: number): BoardDriver {
  const { driver, position } = record;
  const lasting = withoutPosition.get(driver) ?? lastingOf(record);
  withoutPosition.set(driver, lasting);
  return { ...lasting, position: position && positionAnswer(position, nowMs) };
}

const lastingOf = ({ driver, load, offer, route, stops }: BoardDriverRecord): Omit<BoardDriver, 'position'> => ({
  id: driver.id,
  name: driver.name,
  vehicle: driver.vehicle,
  availability: driver.availability,
  since: instant(driver.availability_since),
  busy: stops.length > 0,
  load,
  capacity: driver.capacity,
  shift_ends_at: instantOrNull(driver.shift_ends_at),
  version: driver.version,
  offer: offer && { id: offer.id, status: offer.status, expires_at: instantOrNull(offer.expires_at) },
  route: route && {
    ...route,
    stops: stops.map((stop) => ({
      id: stop.id,
      order_id: stop.order_id,
      kind: stop.kind,
      status: stop.status,
      location: placeOf(stop),
      planned_arrive_at: instantOrNull(stop.planned_arrive_at),
    })),
  },
});

export const positionAnswer = (row: PositionRow, nowMs: number): NonNullable<BoardDriver['position']> => ({
  location: placeOf(row),
  heading: row.heading,
  speed_mps: row.speed_mps,
  accuracy_m: row.accuracy_m,
  recorded_at: instant(row.recorded_at),
  age_s: Math.max(0, (nowMs - Date.parse(row.recorded_at)) / 1_000),
});

export function opsOrder(record: OrderRecord, setting: Setting, model: SlackModel, workflowUrl: WorkflowUrl): OpsOrder {
  const { order, standing, driver, merchantName } = record;
  const { currency } = setting.market;
  const workflowId = orderDispatchId(order.id);
  return {
    ...orderFields(order, currency),
    next: nextOf(standing, setting),
    eta: etaOrNull(record.eta, order.promised_at),
    merchant: { id: order.merchant_id, name: merchantName },
    driver: driver && { id: driver.id, name: driver.name, phone: driver.phone, vehicle: driver.vehicle },
    zone_id: order.zone_id,
    priority: order.priority,
    pay_raise: money(order.pay_raise_minor, currency),
    unassigned_since: instantOrNull(order.unassigned_since),
    excluded_driver_ids: order.excluded_driver_ids,
    escalation_deadline_at: deadlineOf(standing),
    ladder_rung: order.ladder_rung,
    on_failure: order.on_failure,
    held_until: instantOrNull(order.held_until),
    hold_reason: order.hold_reason,
    goods: goodsOf(order),
    slack_s: slackOf(record, model, setting.nowMs),
    workflow_id: workflowId,
    workflow_url: workflowUrl(workflowId),
    workflow_started_at: instantOrNull(order.workflow_started_at),
  };
}

/** Only where people are asked: the ladder has deadlines of its own. */
export const deadlineOf = ({ escalationRung, escalationDeadlineAt }: OrderRecord['standing']): string | null =>
  escalationRung > 0 ? instantOrNull(escalationDeadlineAt) : null;

const goodsOf = ({ goods_lat: lat, goods_lng: lng, goods_with: driverId, stranded_at: since }: OrderRecord['order']) =>
  lat === null || lng === null || since === null
    ? null
    : { location: { lat, lng }, with_driver_id: driverId, since: instant(since) };

export const opsEvent = (row: EventRow): z.infer<typeof OpsEvent> => ({
  id: row.id,
  ...eventFields(row),
  actor: { ...row.actor },
  data: row.data,
});

export const opsOffer = (
  { offer, driver, orderIds }: OrderOfferRecord,
  currency: string,
): z.infer<typeof OpsOffer> => ({
  id: offer.id,
  status: offer.status,
  strategy: offer.strategy,
  driver: { id: driver.id, name: driver.name, vehicle: driver.vehicle },
  round_no: offer.round_no,
  created_by: offer.created_by,
  order_ids: orderIds,
  pay: money(offer.pay_minor, currency),
  pay_parts: payPartsOf(offer.pay_parts),
  distance_m: offer.distance_m,
  duration_s: offer.duration_s,
  reserved_at: instant(offer.reserved_at),
  reserved_until: instant(offer.reserved_until),
  opened_at: instantOrNull(offer.opened_at),
  expires_at: instantOrNull(offer.expires_at),
  settled_at: instantOrNull(offer.settled_at),
  reason: offer.reason,
});

export const opsStop = (stop: StopRow & { driver_id: string }): z.infer<typeof OpsStop> => ({
  id: stop.id,
  driver_id: stop.driver_id,
  kind: stop.kind,
  status: stop.status,
  position: stop.position,
  location: placeOf(stop),
  planned_arrive_at: instantOrNull(stop.planned_arrive_at),
  planned_complete_at: instantOrNull(stop.planned_complete_at),
  arrived_at: instantOrNull(stop.arrived_at),
  completed_at: instantOrNull(stop.completed_at),
  reason: stop.reason,
});
