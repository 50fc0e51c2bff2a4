import { marketSeconds, toMarket, toReal } from '../clock';
import type { PoolDriverRow, PoolReading } from '../matching/pool-reading';
import type { TravelTimes } from '../matching/types';
import type { Policy } from '../policy/policy';
import { handRoute, type HandedOrder } from './hand-assignment';
import { offerTerms } from './terms';

/** What assigning an order to a driver by hand would mean. Instants in real milliseconds, durations in market seconds. */
export interface AssignEffect {
  driverId: string;
  blocked: 'driver_not_available' | 'driver_has_offer' | 'driver_full' | 'already_assigned' | null;
  toPickupS: number;
  pickupAtMs: number;
  dropoffAtMs: number;
  slackS: number;
  distanceM: number;
  durationS: number;
  payMinor: number;
  delays: { orderId: string; byS: number; dropoffAtMs: number }[];
}

/** Less than this is rounding, not a delay. */
const DELAY_MIN_S = 1;

/**
 * The route as the offer would have it, against the route without it. `order` is under `policy`; the driver is as the
 * market was read.
 */
export function assignEffect(
  order: HandedOrder,
  driver: PoolDriverRow,
  { policy, clock, travel }: Pick<PoolReading, 'clock'> & { policy: Policy; travel: TravelTimes },
  nowMs: number,
): AssignEffect {
  const { before, after } = handRoute(
    order,
    { place: driver.position, vehicle: driver.vehicle, stops: driver.stops.map(stopOf) },
    { policy, clock, travel },
    nowMs,
  );
  const own = after.stops.filter(({ orderId }) => orderId === order.id);
  const [pickup, dropoff] = [own.find(({ kind }) => kind === 'pickup')!, own.find(({ kind }) => kind === 'dropoff')!];
  const distanceM = after.meters - before.meters;
  const durationS = after.endsAt - before.endsAt;
  const { payMinor } = offerTerms({ stops: [], distanceM, durationS, orders: [order] }, { pay: policy.pay, clock });
  return {
    driverId: driver.id,
    blocked: blockedBy(order.id, driver),
    toPickupS: Math.max(0, pickup.arriveAt - toMarket(clock, nowMs)),
    pickupAtMs: toReal(clock, pickup.completeAt),
    dropoffAtMs: toReal(clock, dropoff.completeAt),
    slackS: marketSeconds(clock, Date.parse(order.promisedAt) - toReal(clock, dropoff.completeAt)),
    distanceM,
    durationS,
    payMinor,
    delays: before.stops
      .filter(({ kind }) => kind === 'dropoff')
      .flatMap(({ orderId, completeAt }) => {
        const then = after.stops.find((stop) => stop.orderId === orderId && stop.kind === 'dropoff');
        const byS = (then?.completeAt ?? completeAt) - completeAt;
        return byS < DELAY_MIN_S ? [] : [{ orderId, byS, dropoffAtMs: toReal(clock, completeAt + byS) }];
      }),
  };
}

const stopOf = ({ lat, lng, ...stop }: PoolDriverRow['stops'][number]) => ({ ...stop, place: { lat, lng } });

/** As `why_not_offer` of the database would say, from what was read. */
function blockedBy(orderId: string, driver: PoolDriverRow): AssignEffect['blocked'] {
  if (driver.stops.some((stop) => stop.orderId === orderId)) return 'already_assigned';
  if (driver.availability !== 'available' || !driver.acceptsOffers) return 'driver_not_available';
  if (driver.hasOffer) return 'driver_has_offer';
  return driver.load >= driver.capacity ? 'driver_full' : null;
}
