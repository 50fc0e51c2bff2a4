import type { Eta, Tracking } from '../../contracts/http';
import type { TrackingRecord } from '../../db/tracking';
import { isEnded } from '../../domain/lifecycle/statuses';
import { delayReason } from '../../domain/tracking/delay';
import { isDriverNamed, isDriverShown, isPlaceShown, isReachable } from '../../domain/tracking/visibility';
import { firstNameOf, instant, instantOrNull, money } from './common';
import { etaOrNull } from './eta';

const LOST = ['cancelled', 'undeliverable', 'returning', 'returned'];

/** What the customer may see. Whatever is not named here stays here. */
export function trackingAnswer(record: TrackingRecord, nowMs: number, { canContact = false } = {}): Tracking {
  const { order, merchantName, timeZone, currency, driver, eta, stars, stopsBefore } = record;
  const { status } = order;
  const told = etaOrNull(eta, order.promised_at);
  const delayMin = told && delayOf(told);
  return {
    order: {
      number: order.id.slice(-4).toUpperCase(),
      merchant: merchantName,
      status,
      version: order.version,
      dropoff: {
        address: order.dropoff_address,
        location: { lat: order.dropoff_lat, lng: order.dropoff_lng },
        notes: order.dropoff_notes,
      },
      tip: money(order.tip_minor, currency),
      language: order.dropoff_language,
    },
    actions: actionsOf(record, canContact),
    steps: [
      { step: 'confirmed', at: instant(order.placed_at) },
      { step: 'picked_up', at: instantOrNull(order.picked_up_at) },
      { step: 'at_your_door', at: instantOrNull(order.arrived_at_dropoff_at) },
      { step: 'delivered', at: status === 'delivered' ? instantOrNull(order.ended_at) : null },
    ],
    eta: told,
    rescue: rescueOf(record),
    delay_min: delayMin,
    delay_reason: delayMin === null ? null : delayReason(timesOf(record), delayMin * 60_000, nowMs),
    driver:
      driver && isDriverNamed(status) && !goesBack(record)
        ? { first_name: firstNameOf(driver.name), vehicle: driver.vehicle }
        : null,
    position: positionOf(record),
    stops_before: isDriverShown(status) ? stopsBefore : null,
    proof: {
      demanded: order.proof_demand,
      pin: isEnded(status) || order.proof_demand !== 'pin' ? null : order.proof_pin,
      images: status === 'delivered' ? record.proofKinds : [],
    },
    rating: stars === null ? null : { stars },
    help_phone: LOST.includes(status) || goesBack(record) ? order.pickup_phone : null,
    time_zone: timeZone,
    server_time: instant(new Date(nowMs)),
  };
}

/** Goods of a lost driver that are not brought on: to the customer they are as lost as those that go back already. */
const goesBack = ({ order }: TrackingRecord): boolean =>
  (order.status === 'stranded' || order.status === 'rescuing') && order.on_failure === 'return';

function rescueOf(record: TrackingRecord): Tracking['rescue'] {
  const { status } = record.order;
  if (goesBack(record) || (status !== 'stranded' && status !== 'rescuing')) return null;
  return status === 'stranded' ? 'finding_driver' : 'taking_over';
}

/** Only what will be taken is offered. */
function actionsOf(record: TrackingRecord, canContact: boolean): Tracking['actions'] {
  const { order, driver, stars } = record;
  const { status } = order;
  const isOpen = !isEnded(status) && status !== 'returning' && !goesBack(record);
  const canReach = canContact && isOpen && isReachable(status) && driver?.phone != null && order.dropoff_phone !== null;
  const all: [Tracking['actions'][number], boolean][] = [
    ['change_instructions', isOpen],
    ['tip', isOpen || status === 'delivered'],
    ['rate', status === 'delivered' && stars === null],
    ['message', canReach],
    ['call', canReach],
  ];
  return all.filter(([, isPossible]) => isPossible).map(([action]) => action);
}

function positionOf({ order, position, others, carriedSince }: TrackingRecord): Tracking['position'] {
  if (!position || carriedSince === null || !isPlaceShown(order.status, position, others)) return null;
  // A position from before he had the goods tells where he was for somebody else.
  if (Date.parse(position.recorded_at) < Date.parse(carriedSince)) return null;
  const { lat, lng, heading, recorded_at: recordedAt } = position;
  return { location: { lat, lng }, heading, recorded_at: instant(recordedAt) };
}

/** Told only when the promise is expected to break. */
function delayOf({ median, promise }: Eta): number | null {
  const minutes = Math.round((Date.parse(median) - Date.parse(promise.promised_at)) / 60_000);
  return promise.holds === 'no' && minutes > 0 ? minutes : null;
}

function timesOf({ order }: TrackingRecord) {
  const ms = (at: string | null): number | null => (at === null ? null : Date.parse(at));
  return {
    readyAt: Date.parse(order.ready_at),
    firstAssignedAt: ms(order.first_assigned_at),
    arrivedAtPickupAt: ms(order.arrived_at_pickup_at),
    pickedUpAt: ms(order.picked_up_at),
  };
}
