import type { FinishedDrive, FinishedOrder } from '../../domain/eta/legs';
import { hourOf } from '../../domain/eta/model';
import type { DriverAtWork } from '../../domain/eta/situation';
import type { Place, TravelTimes } from '../../domain/matching/types';
import { pointBetween } from '../../simulation/city/geometry';
import type { Agenda } from './agenda';
import type { DayNoise } from './noise';

/** An order of a day and its story so far; all times market seconds. */
export interface LiveOrder {
  id: string;
  merchantId: string;
  pickup: Place;
  dropoff: Place;
  placedAt: number;
  readyAt: number;
  promisedAt: number;
  /** What only the kitchen knows. */
  reallyReadyAt: number;
  kitchenLoad: number;
  marketLoad: number;
  excluded: string[];
  state: 'waiting' | 'asked' | 'assigned' | 'carried' | 'delivered';
  assignedAt: number;
  arrivedAtPickupAt: number;
  pickedUpAt: number;
  arrivedAtDropoffAt: number;
  deliveredAt: number;
}

export interface LiveStop {
  id: string;
  kind: 'pickup' | 'dropoff';
  order: LiveOrder;
  place: Place;
  arrivedAt: number | null;
}

export interface LiveDriver {
  id: string;
  onAt: number;
  offAt: number;
  place: Place;
  route: LiveStop[];
  isAsked: boolean;
  /** The drive under way: until `departAt` he is still leaving. */
  heading: { departAt: number; arriveAt: number; to: Place } | null;
  /** The last completed stop, while nothing has moved him since. */
  left: { kind: 'pickup' | 'dropoff'; at: number; leavingS: number } | null;
  drives: number;
}

export interface StreetRules {
  counterS: number;
  doorS: number;
  leavingS: number;
}

export interface StreetOptions {
  agenda: Agenda;
  travel: TravelTimes;
  noise: DayNoise;
  rules: StreetRules;
  onPickedUp: (order: LiveOrder, driver: LiveDriver) => void;
}

export const VEHICLE = 'car';

/** Drivers on the road: they follow their routes, in the times that the noise gives them. */
export class Street {
  readonly finished: FinishedOrder[] = [];
  readonly drives: FinishedDrive[] = [];

  constructor(private readonly options: StreetOptions) {}

  placeOf({ heading, place }: LiveDriver): Place {
    const { now } = this.options.agenda;
    if (!heading || now <= heading.departAt) return place;
    return pointBetween(
      place,
      heading.to,
      Math.min(1, (now - heading.departAt) / (heading.arriveAt - heading.departAt)),
    );
  }

  /** The driver as an estimate may know him, with his stops up to the order's dropoff. */
  atWork(driver: LiveDriver, order: LiveOrder): DriverAtWork {
    const { heading, left, route } = driver;
    const until = route.findIndex((stop) => stop.order === order && stop.kind === 'dropoff');
    const isThere = !heading || this.options.agenda.now <= heading.departAt;
    return {
      place: this.placeOf(driver),
      vehicle: VEHICLE,
      left: left && isThere ? { kind: left.kind, at: left.at } : null,
      stops: route.slice(0, until + 1).map((stop) => ({
        kind: stop.kind,
        place: stop.place,
        arrivedAt: stop.arrivedAt,
        own: stop.order === order,
        merchantId: stop.order.merchantId,
        readyAt: stop.order.readyAt,
        kitchenLoad: stop.order.kitchenLoad,
      })),
    };
  }

  /** The driver's route has changed: he goes on, or elsewhere. */
  reroute(driver: LiveDriver): void {
    const [next] = driver.route;
    if (!next || next.arrivedAt !== null) return;
    const { heading } = driver;
    if (heading && heading.to === next.place) return;
    if (heading) {
      const isMoving = this.options.agenda.now > heading.departAt;
      driver.place = this.placeOf(driver);
      if (isMoving) driver.left = null;
      driver.heading = null;
    }
    this.goOn(driver, null);
  }

  private goOn(driver: LiveDriver, direct: LiveStop | null): void {
    const { agenda, travel, noise } = this.options;
    const { now } = agenda;
    const [next] = driver.route;
    if (!next) return;
    driver.drives += 1;
    const drive = driver.drives;
    if (direct?.kind === 'pickup' && next.kind === 'pickup' && direct.order.merchantId === next.order.merchantId) {
      this.arrive(driver, next, true);
      return;
    }
    const leaving = driver.left ? Math.max(0, driver.left.at + driver.left.leavingS - now) : 0;
    const freeS = travel.seconds(driver.place, next.place, VEHICLE);
    const hour = Number(hourOf(now, 0));
    const arriveAt = now + leaving + freeS * noise.driveFactor(`${driver.id}/${next.id}`, hour);
    driver.heading = { departAt: now + leaving, arriveAt, to: next.place };
    agenda.plan(arriveAt, () => {
      if (driver.drives !== drive) return;
      if (direct) {
        this.drives.push({
          left: direct.kind,
          to: next.place,
          freeS,
          vehicle: VEHICLE,
          leftAt: now,
          arrivedAt: arriveAt,
        });
      }
      this.arrive(driver, next, false);
    });
  }

  private arrive(driver: LiveDriver, stop: LiveStop, isSameCounter: boolean): void {
    const { agenda, noise, rules } = this.options;
    const { now } = agenda;
    Object.assign(driver, { heading: null, left: null, place: stop.place });
    stop.arrivedAt = now;
    const { order } = stop;
    if (stop.kind === 'pickup') {
      order.arrivedAtPickupAt = now;
      const served = isSameCounter ? now : now + noise.counterS(stop.id, rules.counterS);
      agenda.plan(Math.max(served, order.reallyReadyAt), () => this.complete(driver, stop));
    } else {
      order.arrivedAtDropoffAt = now;
      agenda.plan(now + noise.doorS(stop.id, rules.doorS), () => this.complete(driver, stop));
    }
  }

  private complete(driver: LiveDriver, stop: LiveStop): void {
    const { agenda, noise, rules, onPickedUp } = this.options;
    const { now } = agenda;
    const { order, kind } = stop;
    driver.route = driver.route.filter((one) => one !== stop);
    driver.left = { kind, at: now, leavingS: noise.leavingS(stop.id, rules.leavingS) };
    if (kind === 'pickup') {
      order.state = 'carried';
      order.pickedUpAt = now;
    } else {
      order.state = 'delivered';
      order.deliveredAt = now;
      const freeS = this.options.travel.seconds(order.pickup, order.dropoff, VEHICLE);
      this.finished.push({ ...order, vehicle: VEHICLE, freeS });
    }
    this.goOn(driver, stop);
    if (kind === 'pickup') onPickedUp(order, driver);
  }
}
