import type { Eta, Tracking } from '../../contracts/http';
import type { TrackingRecord } from '../../db/tracking';
import { isEnded } from '../../domain/lifecycle/statuses';
import { isDriverNamed, isDriverShown, isPlaceShown } from '../../domain/tracking/visibility';
import { firstNameOf, instant, instantOrNull } from './common';
import { etaAnswer } from './eta';

/** What the customer may see. Whatever is not named here stays here. */
export function trackingAnswer(record: TrackingRecord, nowMs: number): Tracking {
  const { order, merchantName, timeZone, driver, eta, stars, stopsBefore } = record;
  const { status } = order;
  const told = eta !== null && !isEnded(status) && status !== 'returning' ? etaAnswer(eta, order.promised_at) : null;
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
    },
    steps: [
      { step: 'confirmed', at: instant(order.placed_at) },
      { step: 'picked_up', at: instantOrNull(order.picked_up_at) },
      { step: 'at_your_door', at: instantOrNull(order.arrived_at_dropoff_at) },
      { step: 'delivered', at: status === 'delivered' ? instantOrNull(order.ended_at) : null },
    ],
    eta: told,
    delay_min: told && delayOf(told),
    driver: driver && isDriverNamed(status) ? { first_name: firstNameOf(driver.name), vehicle: driver.vehicle } : null,
    position: positionOf(record),
    stops_before: isDriverShown(status) ? stopsBefore : null,
    proof: {
      demanded: order.proof_demand,
      pin: isEnded(status) || order.proof_demand !== 'pin' ? null : order.proof_pin,
      images: status === 'delivered' ? record.proofKinds : [],
    },
    rating: stars === null ? null : { stars },
    time_zone: timeZone,
    server_time: instant(new Date(nowMs)),
  };
}

function positionOf({ order, position, others }: TrackingRecord): Tracking['position'] {
  if (!position || !isPlaceShown(order.status, position, others)) return null;
  // A position from before the pickup tells where he was for somebody else.
  if (Date.parse(position.recorded_at) < Date.parse(order.picked_up_at ?? '')) return null;
  const { lat, lng, heading, recorded_at: recordedAt } = position;
  return { location: { lat, lng }, heading, recorded_at: instant(recordedAt) };
}

/** Told only when the promise is expected to break. */
function delayOf({ median, promise }: Eta): number | null {
  const minutes = Math.round((Date.parse(median) - Date.parse(promise.promised_at)) / 60_000);
  return promise.holds === 'no' && minutes > 0 ? minutes : null;
}
