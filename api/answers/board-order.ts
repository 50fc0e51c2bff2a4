import type { BoardOrder } from '../../contracts/http';
import type { OrderRecord, OrderRow } from '../../db/read-models/rows';
import type { MarketClock } from '../../domain/clock';
import type { SlackModel } from '../../domain/dispatch/slack';
import type { Policy } from '../../domain/policy/policy';
import { instant, instantOrNull } from './common';
import { etaOrNull } from './eta';
import { deadlineOf, slackOf } from './ops';
import { nextOf, type Setting } from './order';

type Next = BoardOrder['next'];
/** All of a line but what time and the driver's position change. */
type Lasting = Omit<BoardOrder, 'next' | 'slack_s'>;

interface Line {
  lasting: Lasting;
  next: Next;
  basis: { policy: Policy; clock: MarketClock };
}

/** Lines by the rows that they were made of: a board shows most rows a thousand times, and each time says the same of them. */
const lines = new WeakMap<OrderRow, Line>();

export function boardOrder(record: OrderRecord, setting: Setting, model: SlackModel): BoardOrder {
  const known = lines.get(record.order);
  const line = known && isUpToDate(known, setting) ? known : lineOf(record, setting, known?.lasting);
  lines.set(record.order, line);
  return { ...line.lasting, next: line.next, slack_s: slackOf(record, model, setting.nowMs) };
}

/** Of all that happens next only the radius widens by the clock alone, without anything happening to the order. */
function isUpToDate({ next, basis }: Line, { policy, market, nowMs }: Setting): boolean {
  const { clock } = market;
  if (basis.policy !== policy || basis.clock.rate !== clock.rate || basis.clock.offsetMs !== clock.offsetMs)
    return false;
  return next?.step !== 'widen_radius' || Date.parse(next.at) > nowMs;
}

const lineOf = (record: OrderRecord, setting: Setting, lasting = lastingOf(record)): Line => ({
  lasting,
  next: nextOf(record.standing, setting),
  basis: { policy: setting.policy, clock: setting.market.clock },
});

function lastingOf({ order, standing, driver, merchantName, offeredTo, eta }: OrderRecord): Lasting {
  const { offer } = standing;
  return {
    id: order.id,
    external_id: order.external_id,
    merchant: { id: order.merchant_id, name: merchantName },
    status: order.status,
    version: order.version,
    pickup: { name: order.pickup_name, location: { lat: order.pickup_lat, lng: order.pickup_lng } },
    dropoff: { name: order.dropoff_name, location: { lat: order.dropoff_lat, lng: order.dropoff_lng } },
    zone_id: order.zone_id,
    driver: driver && { id: driver.id, name: driver.name },
    offer: offer &&
      offeredTo && {
        id: offer.id,
        status: offer.status,
        driver: offeredTo,
        expires_at: instantOrNull(offer.expiresAt),
      },
    escalation_rung: order.escalation_rung,
    escalation_deadline_at: deadlineOf(standing),
    eta: etaOrNull(eta, order.promised_at),
    priority: order.priority,
    offers_made: order.offers_made,
    reassignments: order.reassignments,
    held_until: instantOrNull(order.held_until),
    placed_at: instant(order.placed_at),
    pool_at: instant(order.pool_at),
    ready_at: instant(order.ready_at),
    promised_at: instant(order.promised_at),
    assigned_at: instantOrNull(order.assigned_at),
    picked_up_at: instantOrNull(order.picked_up_at),
    ended_at: instantOrNull(order.ended_at),
    updated_at: instant(order.updated_at),
  };
}
