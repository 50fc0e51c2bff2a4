import type { MatchDriver, Place, PoolOrder, ServiceTime, TravelTimes } from '../types';

const CACHE_SLOTS_MAX = 1 << 20;
const CACHE_SLOTS_PER_NODE = 32;
const NODES_MAX = 2 ** 22;
const LARGE_MARKET_ORDERS = 1_000;

/**
 * A round's snapshot as plain numbers, for the search. Stop `2 * o` is the pickup of order `o` and `2 * o + 1` its
 * dropoff; the stops that drivers have accepted already follow after those of the pool.
 */
export class Problem {
  readonly stopNode: Int32Array;
  /** Pickup place, by which pickups are recognised as one visit; -1 for other stops. */
  readonly stopPlace: Int32Array;
  readonly stopReady: Float64Array;
  readonly stopBefore: Float64Array;
  readonly stopAfter: Float64Array;
  readonly stopPromised: Float64Array;
  /** The dropoff that an idle driver at the pickup place would reach: delays are counted from here. */
  readonly stopFloor: Float64Array;
  /** What a stop adds to the load: negative when it sets something down. */
  readonly stopLoad: Float64Array;
  readonly driverNode: Int32Array;
  readonly driverVehicle: Int32Array;
  readonly driverStart: Float64Array;
  /** Since when the driver has been where he is: whoever stands at a restaurant has parked already. */
  readonly driverSince: Float64Array;
  readonly driverShiftEnd: Float64Array;
  /** Cost of asking the driver for one more trip: a no costs time, and policy may hold him back for others. */
  readonly driverTripCost: Float64Array;
  readonly committed: number[][];
  readonly nodes: Place[] = [];
  readonly vehicles: string[] = [];
  private readonly nodeOfKey = new Map<string, number>();
  private readonly placeOfId = new Map<string, number>();
  /** Key and seconds of each slot side by side, so that a lookup waits for memory once. */
  private readonly cache: Float64Array;
  private readonly cacheMask: number;

  constructor(
    readonly orders: readonly PoolOrder[],
    readonly drivers: readonly MatchDriver[],
    readonly now: number,
    private readonly travelTimes: TravelTimes,
    expectedAnswerSeconds: number,
  ) {
    const committedTotal = drivers.reduce((sum, driver) => sum + driver.route.length, 0);
    const stops = 2 * orders.length + committedTotal;
    this.stopNode = new Int32Array(stops);
    this.stopPlace = new Int32Array(stops).fill(-1);
    this.stopReady = new Float64Array(stops).fill(-Infinity);
    this.stopBefore = new Float64Array(stops);
    this.stopAfter = new Float64Array(stops);
    this.stopPromised = new Float64Array(stops).fill(Infinity);
    this.stopFloor = new Float64Array(stops);
    this.stopLoad = new Float64Array(stops);
    this.driverNode = Int32Array.from(drivers, ({ place }) => this.nodeAt(place));
    this.driverVehicle = Int32Array.from(drivers, ({ vehicle }) => this.vehicleIndex(vehicle));
    this.driverStart = Float64Array.from(drivers, ({ freeAt }) => Math.max(now, freeAt));
    this.driverSince = Float64Array.from(drivers, ({ freeAt }) => freeAt);
    this.driverShiftEnd = Float64Array.from(drivers, ({ shiftEndsAt }) => shiftEndsAt ?? Infinity);
    this.driverTripCost = Float64Array.from(drivers, (driver) => {
      const { acceptance, handicapSeconds } = tripCostsOf(driver, expectedAnswerSeconds);
      return acceptance + handicapSeconds;
    });
    orders.forEach((order, o) => this.readOrder(order, o));
    this.committed = this.readCommitted();
    const slots = 2 ** Math.ceil(Math.log2((this.nodes.length + 1) * CACHE_SLOTS_PER_NODE));
    this.cacheMask = Math.min(CACHE_SLOTS_MAX, slots) - 1;
    this.cache = new Float64Array(2 * (this.cacheMask + 1)).fill(-1);
    orders.forEach((_, o) => this.setFloor(2 * o));
  }

  /** A market so large that a round cannot look at everything that smaller ones can afford. */
  get isLarge(): boolean {
    return this.orders.length > LARGE_MARKET_ORDERS;
  }

  /** Seconds between two nodes, remembered for the round: a road engine's matrix is slower than a lookup here. */
  travel(vehicle: number, from: number, to: number): number {
    if (from === to) return 0;
    const key = (vehicle * NODES_MAX + from) * NODES_MAX + to;
    const slot = (Math.imul(from, 0x9e3779b1) ^ Math.imul(to + vehicle, 0x85ebca6b) ^ (to << 7)) & this.cacheMask;
    if (this.cache[2 * slot] === key) return this.cache[2 * slot + 1]!;
    const seconds = this.travelTimes.seconds(this.nodes[from]!, this.nodes[to]!, this.vehicles[vehicle]);
    this.cache[2 * slot] = key;
    this.cache[2 * slot + 1] = seconds;
    return seconds;
  }

  /** How late an order will be even if a driver stood at its pickup place now. */
  unavoidableLateness(order: number): number {
    const [pickup, dropoff] = [2 * order, 2 * order + 1];
    const waited = Math.max(0, this.now - this.stopReady[pickup]!);
    return Math.max(0, this.stopFloor[dropoff]! + waited - this.stopPromised[dropoff]!);
  }

  nodeAt(place: Place): number {
    const key = place.key ?? `${place.lat},${place.lng}`;
    const known = this.nodeOfKey.get(key);
    if (known !== undefined) return known;
    this.nodeOfKey.set(key, this.nodes.length);
    return this.nodes.push(place) - 1;
  }

  private vehicleIndex(vehicle: string): number {
    const known = this.vehicles.indexOf(vehicle);
    return known >= 0 ? known : this.vehicles.push(vehicle) - 1;
  }

  private placeIndex(id: string): number {
    const known = this.placeOfId.get(id);
    if (known !== undefined) return known;
    this.placeOfId.set(id, this.placeOfId.size);
    return this.placeOfId.size - 1;
  }

  private readOrder(order: PoolOrder, o: number): void {
    const pickup = 2 * o;
    const dropoff = pickup + 1;
    this.stopNode[pickup] = this.nodeAt(order.pickup);
    this.stopNode[dropoff] = this.nodeAt(order.dropoff);
    this.stopPlace[pickup] = this.placeIndex(order.pickupPlaceId);
    this.stopReady[pickup] = order.readyAt;
    this.stopPromised[dropoff] = order.promisedAt;
    this.stopLoad[pickup] = order.size;
    this.stopLoad[dropoff] = -order.size;
    this.setService(pickup, order.pickupService);
    this.setService(dropoff, order.dropoffService);
  }

  private readCommitted(): number[][] {
    let stop = 2 * this.orders.length;
    return this.drivers.map((driver) =>
      driver.route.map((committed) => {
        this.stopNode[stop] = this.nodeAt(committed.place);
        if (committed.kind === 'pickup')
          this.stopPlace[stop] = this.placeIndex(committed.pickupPlaceId ?? committed.stopId);
        this.stopReady[stop] = committed.readyAt ?? -Infinity;
        this.stopPromised[stop] = committed.promisedAt ?? Infinity;
        this.stopFloor[stop] = this.now;
        this.stopLoad[stop] = committed.kind === 'pickup' ? committed.size : -committed.size;
        this.setService(stop, committed.service);
        if (committed.arrived) this.stopBefore[stop] = 0;
        return stop++;
      }),
    );
  }

  private setService(stop: number, service: ServiceTime): void {
    this.stopBefore[stop] = service.beforeSeconds;
    this.stopAfter[stop] = service.afterSeconds;
  }

  private setFloor(pickup: number): void {
    const dropoff = pickup + 1;
    let drive = Infinity;
    for (let vehicle = 0; vehicle < Math.max(1, this.vehicles.length); vehicle++)
      drive = Math.min(drive, this.travel(vehicle, this.stopNode[pickup]!, this.stopNode[dropoff]!));
    this.stopFloor[dropoff] = this.stopReady[pickup]! + this.stopAfter[pickup]! + drive + this.stopBefore[dropoff]!;
    // Nobody can keep a promise that the kitchen has broken: lateness counts from what was possible.
    this.stopPromised[dropoff] = Math.max(this.stopPromised[dropoff]!, this.stopFloor[dropoff]);
  }
}

export function tripCostsOf(
  driver: MatchDriver,
  expectedAnswerSeconds: number,
): { acceptance: number; handicapSeconds: number } {
  const acceptance = Math.min(1, Math.max(0, driver.acceptance || 0));
  return { acceptance: (1 - acceptance) * expectedAnswerSeconds, handicapSeconds: driver.handicapSeconds ?? 0 };
}
