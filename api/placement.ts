import { createHash, randomInt } from 'node:crypto';
import type { ChangeOrderBody, PlaceOrderBody } from '../contracts/http';
import type { Market } from '../db/markets';
import type { NewOrder } from '../db/transitions';
import type { Policy } from '../domain/policy/policy';
import { scheduleOrder, wrongTimes, type AskedTimes } from '../domain/schedule/schedule';
import { embeddedTravel } from '../domain/travel/embedded';
import { cellOf } from '../domain/zones/cells';
import type { ZoneMap } from '../domain/zones/zone-of';
import { fingerprintOf } from './idempotency';
import { ApiProblem, invalid, type FieldError } from './problem';

const POINTERS: Record<keyof AskedTimes, string> = {
  readyAt: '/pickup/ready_at',
  promisedAt: '/dropoff/promised_at',
  scheduledFor: '/scheduled_for',
};

export const fingerprintOfOrder = (body: PlaceOrderBody): string => fingerprintOf(body);

/** What the schema cannot see: it depends on the clock and on the market. */
export function refuseImpossible(body: PlaceOrderBody, market: Market, nowMs: number): void {
  const errors: FieldError[] = wrongTimes(askedTimes(body), nowMs).map(({ field, message }) => ({
    pointer: POINTERS[field],
    message,
  }));
  if (body.market_id !== undefined && body.market_id !== market.id) {
    errors.push({ pointer: '/market_id', message: `must be ${market.id}` });
  }
  if (body.tip && body.tip.currency !== market.currency) {
    errors.push({ pointer: '/tip/currency', message: `must be ${market.currency}` });
  }
  if (errors.length > 0) throw invalid(...errors);
}

/** Nothing is collected from or brought to a closed zone. */
export function refuseClosedZones({ pickup, dropoff }: PlaceOrderBody, zones: ZoneMap): void {
  const errors = Object.entries({ pickup, dropoff }).flatMap(([end, { location }]): FieldError[] => {
    const zone = zones.closedAt(location);
    return zone ? [{ pointer: `/${end}/location`, message: `lies in ${zone.name}, which is closed` }] : [];
  });
  if (errors.length > 0) throw new ApiProblem('zone_closed', 'Nothing is collected or delivered there now.', errors);
}

/** The row of a new order: what the merchant said, completed by policy, travel and the map. */
export function newOrder(
  body: PlaceOrderBody,
  merchantId: string,
  { market, policy, zones, nowMs }: { market: Market; policy: Policy; zones: ZoneMap; nowMs: number },
): NewOrder {
  const { pickup, dropoff, external_id, scheduled_for, size = 1, tip, proof } = body;
  const travel = embeddedTravel(market.travel);
  const { readyAt, poolAt, promisedAt } = scheduleOrder({
    asked: askedTimes(body),
    driveS: travel.seconds(pickup.location, dropoff.location),
    schedule: policy.schedule,
    service: policy.service,
    clock: market.clock,
    nowMs,
  });
  return {
    market_id: market.id,
    merchant_id: merchantId,
    external_id,
    fingerprint: fingerprintOfOrder(body),
    policy_version: market.policyVersion,
    zone_id: zones.zoneIdOf(pickup.location),
    pickup_cell: cellOf(pickup.location),
    pickup_place_id: placeIdOf(merchantId, pickup),
    pickup_name: pickup.name,
    pickup_address: pickup.address,
    pickup_phone: pickup.phone ?? null,
    pickup_notes: pickup.notes ?? null,
    pickup_lat: pickup.location.lat,
    pickup_lng: pickup.location.lng,
    dropoff_name: dropoff.name,
    dropoff_address: dropoff.address,
    dropoff_phone: dropoff.phone ?? null,
    dropoff_notes: dropoff.notes ?? null,
    dropoff_email: dropoff.email ?? null,
    dropoff_language: dropoff.language ?? null,
    notify: body.notify ?? null,
    dropoff_lat: dropoff.location.lat,
    dropoff_lng: dropoff.location.lng,
    on_failure: body.on_failure ?? policy.reassign.onFailure,
    size,
    tip_minor: tip?.amount ?? 0,
    distance_m: Math.round(travel.meters(pickup.location, dropoff.location)),
    service: policy.service,
    proof_demand: proof?.dropoff ?? 'none',
    proof_pin: proof?.dropoff === 'pin' ? newPin() : null,
    scheduled_for: scheduled_for ?? null,
    pool_at: isoOf(poolAt),
    ready_at: isoOf(readyAt),
    promised_at: isoOf(promisedAt),
  };
}

/** Short enough to say at a door; how often it may be tried is bounded. */
const newPin = (): string => String(randomInt(10_000)).padStart(4, '0');

/** Merchants name their places as they like, so a name counts together with its merchant. */
export function placeIdOf(
  merchantId: string,
  { place_id, location }: Pick<PlaceOrderBody['pickup'], 'place_id' | 'location'>,
): string {
  const name = place_id ?? `at-${hashOf(`${location.lat.toFixed(5)},${location.lng.toFixed(5)}`)}`;
  return `${merchantId}/${name}`;
}

/** The place as its merchant named it. */
export const placeNameOf = (placeId: string): string => placeId.slice(placeId.indexOf('/') + 1);

function askedTimes({ pickup, dropoff, scheduled_for }: PlaceOrderBody): AskedTimes {
  const ms = (instant: string | undefined): number | null => (instant === undefined ? null : Date.parse(instant));
  return { readyAt: ms(pickup.ready_at), promisedAt: ms(dropoff.promised_at), scheduledFor: ms(scheduled_for) };
}

const isoOf = (ms: number): string => new Date(ms).toISOString();
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

export function refuseImpossibleChange({ pickup, tip }: ChangeOrderBody, market: Market, nowMs: number): void {
  const readyAt = pickup?.ready_at === undefined ? null : Date.parse(pickup.ready_at);
  const errors = wrongTimes({ readyAt, promisedAt: null, scheduledFor: null }, nowMs).map(({ field, message }) => ({
    pointer: POINTERS[field],
    message,
  }));
  if (tip && tip.currency !== market.currency) {
    errors.push({ pointer: '/tip/currency', message: `must be ${market.currency}` });
  }
  if (errors.length > 0) throw invalid(...errors);
}

/** Columns that a change names; what it does not name stays as it is. */
export function changesOf({ pickup, dropoff, tip }: ChangeOrderBody): { [column: string]: unknown } {
  const named = {
    ready_at: pickup?.ready_at,
    pickup_notes: pickup?.notes,
    dropoff_notes: dropoff?.notes,
    tip_minor: tip?.amount,
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}
