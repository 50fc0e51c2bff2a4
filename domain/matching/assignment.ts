import { exclusionOf } from './eligibility';
import { checkInput, guardTravel, unservedFor } from './input';
import { assignRows } from './linear-assignment';
import { NearbyIndex, projection } from './routes/nearby';
import { costOf, recordOf } from './records';
import { committedStops, dropoffOf, pickupOf, startOf, timeRoute, type RouteTimes } from './routes/route-times';
import type {
  Candidate,
  ExclusionReason,
  MatchDriver,
  Matcher,
  PoolOrder,
  Proposal,
  Snapshot,
  TravelTimes,
} from './types';
import { unservedReason } from './unserved';

const CANDIDATES_MAX = 32;
/** Dearer than any trip, so that an order stays alone only when nobody can take it. */
const ALONE_SECONDS = 1e7;

interface Option {
  driver: MatchDriver;
  route: RouteTimes;
  candidate: Candidate;
}

interface OrderOptions {
  order: PoolOrder;
  options: Map<number, Option>;
  excluded: { driverId: string; reason: ExclusionReason }[];
}

/**
 * One order for one driver, at minimum total time to pickup, after whatever the driver already has to do. The plain
 * matcher: what the full one is compared with, and small enough to be checked by hand.
 */
export const assignmentMatcher: Matcher = (snapshot, travelModel) => {
  const travel = guardTravel(travelModel);
  const { orders, drivers, unserved } = checkInput(snapshot);
  const routesSoFar = drivers.map((driver) => timeRoute(startOf(driver, snapshot.now), committedStops(driver), travel));
  const project = projection(routesSoFar.map((route) => route.endPlace));
  const ends = routesSoFar.map((route) => project(route.endPlace));
  const nearby = new NearbyIndex(
    ends.map((end) => end.x),
    ends.map((end) => end.y),
  );

  const rows = orders.map((order) => {
    const { x, y } = project(order.pickup);
    return optionsFor(order, { drivers, routesSoFar, snapshot, travel }, (count, accept) =>
      nearby.nearest(x, y, count, accept),
    );
  });
  const edges = rows.map(({ options }) =>
    [...options].map(([column, option]) => ({ column, cost: option.candidate.cost.total })),
  );
  const chosen = assignRows(edges, drivers.length, ALONE_SECONDS);

  const proposals: Proposal[] = [];
  rows.forEach((row, i) => {
    const option = row.options.get(chosen[i]!);
    if (option) proposals.push(proposalFor(row, option, routesSoFar[chosen[i]!]!, snapshot));
    else
      unserved.push(
        unservedFor(
          row.order.id,
          unservedReason({ drivers: [...row.options.keys()], excluded: row.excluded }, drivers.length),
        ),
      );
  });
  return { roundNo: snapshot.roundNo, proposals, unserved, hints: [], memory: null };
};

interface Market {
  drivers: MatchDriver[];
  routesSoFar: RouteTimes[];
  snapshot: Snapshot;
  travel: TravelTimes;
}

function optionsFor(
  order: PoolOrder,
  { drivers, routesSoFar, snapshot, travel }: Market,
  nearest: (count: number, accept: (driver: number) => boolean) => number[],
): OrderOptions {
  const options = new Map<number, Option>();
  const excluded: OrderOptions['excluded'] = [];
  const accept = (i: number): boolean => {
    const driver = drivers[i]!;
    const reason =
      exclusionOf(order, driver, snapshot.now, travel) ??
      addOption(options, i, order, driver, routesSoFar[i]!, snapshot, travel);
    if (reason) excluded.push({ driverId: driver.id, reason });
    return !reason;
  };
  const kept = new Set(nearest(CANDIDATES_MAX, accept));
  for (const column of options.keys()) if (!kept.has(column)) options.delete(column);
  return { order, options, excluded };
}

/** Adds the driver's option for the order, or says why there is none. */
function addOption(
  options: Map<number, Option>,
  column: number,
  order: PoolOrder,
  driver: MatchDriver,
  soFar: RouteTimes,
  { now, policy }: Snapshot,
  travel: TravelTimes,
): ExclusionReason | null {
  const stops = [...committedStops(driver), pickupOf(order), dropoffOf(order)];
  const route = timeRoute(startOf(driver, now), stops, travel);
  const [pickup, dropoff] = route.stops.slice(-2);
  if (!pickup || !dropoff || !Number.isFinite(dropoff.completeAt)) return 'unreachable';
  if (driver.shiftEndsAt !== null && pickup.completeAt > driver.shiftEndsAt) return 'shift_ends';
  const cost = costOf({
    toPickup: pickup.arriveAt - now,
    waitAtPickup: pickup.completeAt - pickup.arriveAt,
    lateness: Math.max(0, dropoff.completeAt - order.promisedAt),
    acceptance: (1 - driver.acceptance) * policy.expectedAnswerSeconds,
  });
  if (!Number.isFinite(cost.total) || !Number.isFinite(soFar.endsAt)) return 'unreachable';
  options.set(column, {
    driver,
    route,
    candidate: { driverId: driver.id, cost, pickupAt: pickup.completeAt, dropoffAt: dropoff.completeAt },
  });
  return null;
}

function proposalFor(
  row: OrderOptions,
  option: Option,
  soFar: RouteTimes,
  { roundNo, now, policy }: Snapshot,
): Proposal {
  const { order, options, excluded } = row;
  const candidates = [...options.values()].map(({ candidate }) => candidate);
  return {
    driverId: option.driver.id,
    driverVersion: option.driver.version,
    orders: [{ id: order.id, version: order.version }],
    stops: option.route.stops,
    distanceMeters: option.route.meters - soFar.meters,
    durationSeconds: option.route.endsAt - soFar.endsAt,
    decision: recordOf(
      { orderIds: [order.id], roundNo, now, keptMax: policy.candidatesKeptMax },
      option.candidate,
      candidates,
      excluded,
    ),
  };
}
