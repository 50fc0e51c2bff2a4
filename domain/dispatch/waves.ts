import { marketSeconds } from '../clock';
import type { PoolDriverRow, PoolOrderRow, PoolReading } from '../matching/pool-reading';
import type { Proposal, TravelTimes } from '../matching/types';
import { reachOf, strategyAfter, type OfferPolicy, type OfferStrategy } from '../policy/offering';
import { handTerms } from './hand-assignment';
import type { OfferTerms, Wave } from './offer-terms';

/**
 * The waves of a round, by driver of the proposal. Only proposals of one order can be waves; a driver is in one wave at
 * most. The matcher's candidates come first, then the nearest who may be asked.
 */
export function wavesOf(reading: PoolReading, proposals: readonly Proposal[], travel: TravelTimes): Map<string, Wave> {
  const taken = new Set(proposals.map(({ driverId }) => driverId));
  const waves = new Map<string, Wave>();
  for (const proposal of proposals) {
    const wave = waveOf(reading, proposal, taken, travel);
    if (!wave) continue;
    wave.others.forEach(({ driverId }) => taken.add(driverId));
    waves.set(proposal.driverId, wave);
  }
  return waves;
}

/** What a later wave pays more. */
export const waveRaiseMinor = (policy: OfferPolicy, wavesMade: number): number =>
  Math.min(policy.waveRaiseMaxMinor, policy.waveRaiseMinor * wavesMade);

/** How an order of the pool is offered, by what it has waited. */
const strategyOf = (reading: PoolReading, order: PoolOrderRow): OfferStrategy =>
  order.offerStrategy ?? strategyAfter(reading.policy.offer, waitedS(reading, order));

function waveOf(reading: PoolReading, proposal: Proposal, taken: Set<string>, travel: TravelTimes): Wave | null {
  const order = reading.orders.find(({ id }) => id === proposal.orders[0]?.id);
  if (!order || proposal.orders.length !== 1) return null;
  const strategy = strategyOf(reading, order);
  if (strategy === 'exclusive') return null;
  const { offer } = reading.policy;
  const size = strategy === 'wave' ? offer.waveSize : offer.broadcastSizeMax;
  const others = bestOthers(reading, order, proposal, taken, travel).slice(0, size - 1);
  return {
    strategy,
    number: order.wavesMade + 1,
    others: others.map((driver) => ({
      driverId: driver.id,
      driverVersion: driver.version,
      terms: termsFor(reading, order, driver, travel),
    })),
  };
}

function bestOthers(
  reading: PoolReading,
  order: PoolOrderRow,
  { decision }: Proposal,
  taken: Set<string>,
  travel: TravelTimes,
): PoolDriverRow[] {
  const rank = new Map(decision.candidates.map(({ driverId }, place) => [driverId, place]));
  const reach = order.reachUnlimited
    ? Infinity
    : (reachOf(reading.policy.pool, waitedS(reading, order), order.wavesMade) ?? Infinity);
  return reading.drivers
    .filter((driver) => !taken.has(driver.id) && mayBeAsked(driver, order, reading))
    .map((driver) => ({
      driver,
      place: rank.get(driver.id) ?? Infinity,
      meters: driver.position ? travel.meters(driver.position, order.pickup) : Infinity,
    }))
    .filter(({ meters }) => meters <= reach)
    .sort((a, b) => (a.place === b.place ? a.meters - b.meters : a.place - b.place))
    .map(({ driver }) => driver);
}

function mayBeAsked(driver: PoolDriverRow, order: PoolOrderRow, { readAt }: PoolReading): boolean {
  const { availability, acceptsOffers, hasOffer, capacity, load, shiftEndsAt } = driver;
  const inTime =
    shiftEndsAt === null || Date.parse(shiftEndsAt) >= Math.max(Date.parse(readAt), Date.parse(order.readyAt));
  const isFree = availability === 'available' && acceptsOffers && !hasOffer && capacity - load >= order.size;
  return isFree && inTime && driver.position !== null && !order.excludedDriverIds.includes(driver.id);
}

function termsFor(reading: PoolReading, order: PoolOrderRow, driver: PoolDriverRow, travel: TravelTimes): OfferTerms {
  const raise = order.payRaiseMinor + waveRaiseMinor(reading.policy.offer, order.wavesMade);
  const stops = driver.stops.map((stop) => ({ ...stop, place: { lat: stop.lat, lng: stop.lng } }));
  return handTerms(
    { ...order, payRaiseMinor: raise },
    { place: driver.position, vehicle: driver.vehicle, stops },
    { policy: reading.policy, clock: reading.clock, travel },
    Date.parse(reading.readAt),
  );
}

const waitedS = ({ clock, readAt }: PoolReading, { unassignedSince }: PoolOrderRow): number =>
  marketSeconds(clock, Date.parse(readAt) - Date.parse(unassignedSince));
