import type {
  Matcher,
  MatchDriver,
  MatchingPolicy,
  PlannedStop,
  PoolOrder,
  Proposal,
  RepositioningHint,
} from '../../domain/matching/types';
import { travelTimesOf, type Day, type DayDriver, type DayOrder, type GridPlace } from './day';

/** What happened on a day, minute by minute, as the solution files want it. Times in minutes. */
export interface DayLog {
  bundles: { assignedAt: number; pickupAt: number; driver: string; orders: string[] }[];
  deliveries: { order: DayOrder; pickupAt: number; dropoffAt: number; driver: string }[];
  moves: { driver: string; decidedAt: number; departAt: number; from: string; to: string }[];
  roundMs: number[];
  /** Largest pool that a round had to deal with. */
  poolMax: number;
}

interface DriverState {
  driver: DayDriver;
  place: GridPlace;
  freeAt: number;
}

/** Drivers are shown to the matcher this long before their shifts start. */
const SHIFTS_KNOWN_AHEAD_MINUTES = 90;

/**
 * Lives through a day as a market would: reveals each order at the minute it is placed, runs a round, and carries out
 * what the round decided before the clock moves on. Every driver accepts and nobody is diverted on the way.
 */
export function runDay(day: Day, match: Matcher, policy: MatchingPolicy, seed: number): DayLog {
  const log: DayLog = { bundles: [], deliveries: [], moves: [], roundMs: [], poolMax: 0 };
  const travel = travelTimesOf(day);
  const toPlace = [...day.orders].sort((a, b) => a.placedAt - b.placedAt || (a.id < b.id ? -1 : 1));
  const pool = new Map<string, DayOrder>();
  const states = new Map(
    day.drivers.map((driver) => [driver.id, { driver, place: driver.place, freeAt: driver.onAt }]),
  );
  const lastMinute = Math.max(...day.drivers.map((driver) => driver.offAt));
  const pickupPlaces = [...day.places.values()]
    .filter(({ key }) => key.startsWith('r'))
    .map((place) => ({ id: place.key, place }));
  let memory: unknown = null;
  for (let minute = 0; minute <= lastMinute; minute++) {
    while (toPlace[0] && toPlace[0].placedAt <= minute) {
      const order = toPlace.shift()!;
      pool.set(order.id, order);
    }
    log.poolMax = Math.max(log.poolMax, pool.size);
    const onShift = [...states.values()].filter((state) => isInSight(state, minute));
    const startedAt = process.hrtime.bigint();
    const result = match(
      {
        marketId: day.name,
        roundNo: minute,
        now: 60 * minute,
        seed,
        orders: [...pool.values()].map((order) => poolOrder(order, day)),
        drivers: onShift.map(matchDriver),
        policy,
        pickupPlaces,
        memory,
      },
      travel,
    );
    log.roundMs.push(Number(process.hrtime.bigint() - startedAt) / 1e6);
    memory = result.memory;
    for (const hint of result.hints) sendAhead(hint, states.get(hint.driverId)!, minute, day, log);
    for (const proposal of result.proposals) carryOut(proposal, states.get(proposal.driverId)!, minute, pool, log);
  }
  return log;
}

function isInSight({ driver, freeAt }: DriverState, minute: number): boolean {
  return driver.onAt <= minute + SHIFTS_KNOWN_AHEAD_MINUTES && Math.max(minute, freeAt) <= driver.offAt;
}

function poolOrder(order: DayOrder, day: Day): PoolOrder {
  const halves = (minutes: number): PoolOrder['pickupService'] => ({
    beforeSeconds: 30 * minutes,
    afterSeconds: 30 * minutes,
  });
  return {
    id: order.id,
    version: 1,
    pickupPlaceId: order.pickupPlace.key,
    pickup: order.pickupPlace,
    dropoff: order.place,
    placedAt: 60 * order.placedAt,
    readyAt: 60 * order.readyAt,
    promisedAt: 60 * (order.placedAt + day.maxClickToDoor),
    pickupService: halves(day.pickupService),
    dropoffService: halves(day.dropoffService),
    priority: 0,
    excludedDriverIds: [],
    radiusMeters: null,
    size: 1,
  };
}

function matchDriver({ driver, place, freeAt }: DriverState): MatchDriver {
  return {
    id: driver.id,
    version: 1,
    routeVersion: 1,
    place,
    freeAt: 60 * freeAt,
    shiftEndsAt: 60 * driver.offAt,
    capacity: Number.MAX_SAFE_INTEGER,
    load: 0,
    vehicle: 'car',
    acceptance: 1,
    proposable: true,
    route: [],
  };
}

function sendAhead(hint: RepositioningHint, state: DriverState, minute: number, day: Day, log: DayLog): void {
  const departAt = Math.max(minute, Math.ceil(hint.departAt / 60));
  const to = hint.to as GridPlace;
  if (departAt > minute || state.freeAt > minute || to.key === state.place.key) return;
  move(state, minute, departAt, to, log);
  state.freeAt = departAt + day.travelMinutes(state.place, to);
  state.place = to;
}

function carryOut(
  proposal: Proposal,
  state: DriverState,
  minute: number,
  pool: Map<string, DayOrder>,
  log: DayLog,
): void {
  const orders = proposal.orders.map(({ id }) => pool.get(id)!);
  const pickupPlace = orders[0]!.pickupPlace;
  const pickupAt = Math.max(...minutesOf(proposal.stops, 'pickup').map(({ at }) => at));
  if (state.place.key !== pickupPlace.key) move(state, minute, Math.max(minute, state.freeAt), pickupPlace, log);
  state.place = pickupPlace;
  let leaveAt = pickupAt + 2;
  const sequence = minutesOf(proposal.stops, 'dropoff');
  for (const { orderId, at } of sequence) {
    const order = pool.get(orderId)!;
    move(state, minute, leaveAt, order.place, log);
    log.deliveries.push({ order, pickupAt, dropoffAt: at, driver: state.driver.id });
    state.place = order.place;
    leaveAt = at + 2;
  }
  state.freeAt = leaveAt;
  log.bundles.push({
    assignedAt: minute,
    pickupAt,
    driver: state.driver.id,
    orders: sequence.map(({ orderId }) => orderId),
  });
  for (const { id } of orders) pool.delete(id);
}

function minutesOf(stops: readonly PlannedStop[], kind: PlannedStop['kind']): { orderId: string; at: number }[] {
  return stops
    .filter((stop) => stop.kind === kind)
    .map(({ orderId, completeAt }) => ({ orderId, at: completeAt / 60 }));
}

function move(state: DriverState, decidedAt: number, departAt: number, to: GridPlace, log: DayLog): void {
  const from = state.place === state.driver.place ? '0' : state.place.key;
  log.moves.push({ driver: state.driver.id, decidedAt, departAt, from, to: to.key });
}
