import type { FinishedLegs } from '../../domain/eta/legs';
import type { Situation } from '../../domain/eta/situation';
import type {
  CommittedStop,
  Matcher,
  MatchDriver,
  MatchingPolicy,
  PoolOrder,
  Proposal,
} from '../../domain/matching/types';
import { embeddedTravel } from '../../domain/travel/embedded';
import type { Day, DayOrder } from '../../simulation/city/day';
import { Agenda } from './agenda';
import type { DayNoise } from './noise';
import { Street, VEHICLE, type LiveDriver, type LiveOrder, type LiveStop } from './street';

/** The moments at which customers are told a time. */
export const MOMENTS = ['placement', 'assignment', 'pickup'] as const;
export type Moment = (typeof MOMENTS)[number];

/** A moment of an order with all that was known then, and what became of it. */
export interface Question {
  moment: Moment;
  order: LiveOrder;
  situation: Situation;
}

export interface LivedDay {
  name: string;
  legs: FinishedLegs;
  questions: Question[];
}

export interface LiveOptions {
  match: Matcher;
  policy: MatchingPolicy;
  noise: DayNoise;
  seed: number;
}

/** The files say minutes from the start of the day; their peaks make it a day that starts at seven. */
const DAY_STARTS_S = 7 * 3600;
const ROUND_EVERY_S = 30;
const OFFER_LIFETIME_S = 45;
const CAPACITY = 4;
/** Orders that nobody has taken by then stay without a driver. */
const PATIENCE_S = 3 * 3600;

const seconds = (minute: number): number => DAY_STARTS_S + 60 * minute;

/** Lives a day with the production matcher, on streets and in kitchens that do not keep to the files' times. */
export function liveDay(day: Day, options: LiveOptions): LivedDay {
  return new DayInMarket(day, options).live();
}

class DayInMarket {
  private readonly agenda = new Agenda();
  private readonly travel;
  private readonly street: Street;
  private readonly drivers: LiveDriver[];
  private readonly orders = new Map<string, LiveOrder>();
  private readonly questions: Question[] = [];
  private readonly answersS: number[] = [];
  private memory: unknown = null;
  private roundNo = 0;

  constructor(
    private readonly day: Day,
    private readonly options: LiveOptions,
  ) {
    this.travel = embeddedTravel({ speedMps: day.speedMetersPerMinute / 60, detourFactor: 1 });
    const half = 30;
    this.street = new Street({
      agenda: this.agenda,
      travel: this.travel,
      noise: options.noise,
      rules: {
        counterS: half * day.pickupServiceMinutes,
        doorS: half * day.dropoffServiceMinutes,
        leavingS: half * day.pickupServiceMinutes,
      },
      onPickedUp: (order, driver) => this.ask('pickup', order, driver),
    });
    this.drivers = day.drivers.map(({ id, at, onMinute, offMinute }) => ({
      id,
      onAt: seconds(onMinute),
      offAt: seconds(offMinute),
      place: at,
      route: [],
      isAsked: false,
      heading: null,
      left: null,
      drives: 0,
    }));
  }

  live(): LivedDay {
    for (const order of this.day.orders) this.agenda.plan(seconds(order.placedMinute), () => this.place(order));
    this.agenda.plan(DAY_STARTS_S, () => this.round());
    this.agenda.live();
    const legs = { orders: this.street.finished, drives: this.street.drives, answersS: this.answersS, utcOffsetS: 0 };
    return { name: this.day.name, legs, questions: this.questions.filter(({ order }) => order.state === 'delivered') };
  }

  private place({ id, restaurantId, door, readyMinute, placedMinute }: DayOrder): void {
    const open = [...this.orders.values()].filter(({ state }) => state !== 'carried' && state !== 'delivered');
    const atWork = this.drivers.filter(({ onAt, offAt }) => onAt <= this.agenda.now && this.agenda.now < offAt).length;
    const kitchenLoad = open.filter(({ merchantId }) => merchantId === restaurantId).length;
    const readyAt = seconds(readyMinute);
    const order: LiveOrder = {
      id,
      merchantId: restaurantId,
      pickup: this.day.restaurants.get(restaurantId)!.at,
      dropoff: door,
      readyAt,
      placedAt: this.agenda.now,
      promisedAt: seconds(placedMinute + this.day.targetMinutes),
      excluded: [],
      reallyReadyAt: readyAt + this.options.noise.latenessS(id, restaurantId, kitchenLoad),
      kitchenLoad,
      marketLoad: open.length / Math.max(1, atWork),
      state: 'waiting',
      assignedAt: NaN,
      arrivedAtPickupAt: NaN,
      pickedUpAt: NaN,
      arrivedAtDropoffAt: NaN,
      deliveredAt: NaN,
    };
    this.orders.set(id, order);
    this.ask('placement', order, null);
  }

  private ask(moment: Moment, order: LiveOrder, driver: LiveDriver | null): void {
    const { merchantId, readyAt, kitchenLoad, pickup, dropoff, promisedAt, marketLoad } = order;
    const situation: Situation = {
      now: this.agenda.now,
      utcOffsetS: 0,
      travel: this.travel,
      marketLoad,
      order: { merchantId, readyAt, kitchenLoad, pickup, dropoff, promisedAt },
      driver: driver && this.street.atWork(driver, order),
    };
    this.questions.push({ moment, order, situation });
  }

  private round(): void {
    const { now } = this.agenda;
    for (const [id, order] of this.orders) {
      if (order.state === 'delivered' || (order.state === 'waiting' && now - order.readyAt > PATIENCE_S))
        this.orders.delete(id);
    }
    const pool = [...this.orders.values()].filter(({ state }) => state === 'waiting');
    this.roundNo += 1;
    if (pool.length > 0) {
      const crew = this.drivers.filter(({ onAt, offAt, route }) => onAt <= now && (now < offAt || route.length > 0));
      const { match, policy, seed } = this.options;
      const head = { marketId: this.day.name, roundNo: this.roundNo, now, seed, policy, memory: this.memory };
      const result = match(
        { ...head, orders: pool.map(poolOrder), drivers: crew.map((one) => this.matchDriver(one)) },
        this.travel,
      );
      this.memory = result.memory;
      for (const proposal of result.proposals) this.offer(proposal);
    }
    const lastPlaced = seconds(Math.max(...this.day.orders.map(({ placedMinute }) => placedMinute)));
    if (now <= lastPlaced || this.orders.size > 0) this.agenda.plan(now + ROUND_EVERY_S, () => this.round());
  }

  private offer(proposal: Proposal): void {
    const driver = this.drivers.find(({ id }) => id === proposal.driverId)!;
    const orders = proposal.orders.map(({ id }) => this.orders.get(id)!);
    for (const order of orders) order.state = 'asked';
    driver.isAsked = true;
    const answer = this.options.noise.answerTo(
      driver.id,
      orders.map(({ id }) => id),
    );
    this.agenda.plan(this.agenda.now + Math.min(answer.afterS, OFFER_LIFETIME_S), () => {
      driver.isAsked = false;
      if (answer.kind === 'yes') {
        this.answersS.push(answer.afterS);
        this.accept(driver, orders, proposal);
        return;
      }
      for (const order of orders) {
        order.state = 'waiting';
        order.excluded.push(driver.id);
      }
    });
  }

  private accept(driver: LiveDriver, orders: LiveOrder[], { stops }: Proposal): void {
    for (const order of orders) {
      Object.assign(order, { state: 'assigned', assignedAt: this.agenda.now });
      driver.route.push(stopOf(order, 'pickup'), stopOf(order, 'dropoff'));
    }
    const rank = new Map(stops.map(({ orderId, kind }, i) => [`${kind}/${orderId}`, i]));
    const rankOf = (stop: LiveStop): number => (stop.arrivedAt === null ? (rank.get(stop.id) ?? Infinity) : -1);
    driver.route.sort((a, b) => rankOf(a) - rankOf(b));
    this.street.reroute(driver);
    for (const order of orders) this.ask('assignment', order, driver);
  }

  private matchDriver(driver: LiveDriver): MatchDriver {
    const { id, onAt, offAt, route, isAsked } = driver;
    const load = route.filter(({ kind }) => kind === 'dropoff').length;
    return {
      id,
      version: 1,
      routeVersion: 1,
      place: this.street.placeOf(driver),
      freeAt: Math.max(onAt, this.agenda.now),
      shiftEndsAt: offAt,
      capacity: CAPACITY,
      load,
      vehicle: VEHICLE,
      acceptance: 1,
      proposable: !isAsked,
      route: route.map(committedStop),
    };
  }
}

const stopOf = (order: LiveOrder, kind: LiveStop['kind']): LiveStop => ({
  id: `${kind}/${order.id}`,
  kind,
  order,
  arrivedAt: null,
  place: kind === 'pickup' ? order.pickup : order.dropoff,
});

const SERVICE = { beforeSeconds: 120, afterSeconds: 120 };

const committedStop = ({ id, kind, order, place, arrivedAt }: LiveStop): CommittedStop => ({
  stopId: id,
  orderId: order.id,
  kind,
  place,
  service: SERVICE,
  size: 1,
  arrived: arrivedAt !== null,
  pickupPlaceId: kind === 'pickup' ? order.merchantId : null,
  readyAt: kind === 'pickup' ? order.readyAt : null,
  promisedAt: kind === 'dropoff' ? order.promisedAt : null,
});

const poolOrder = ({
  id,
  merchantId,
  pickup,
  dropoff,
  placedAt,
  readyAt,
  promisedAt,
  excluded,
}: LiveOrder): PoolOrder => ({
  id,
  version: 1,
  pickupPlaceId: merchantId,
  pickup,
  dropoff,
  placedAt,
  readyAt,
  promisedAt,
  pickupService: SERVICE,
  dropoffService: SERVICE,
  priority: 0,
  radiusMeters: null,
  size: 1,
  excludedDriverIds: excluded,
});
