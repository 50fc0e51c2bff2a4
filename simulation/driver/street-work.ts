import { distanceM } from '../city/geometry';
import type { Stop } from '../client/answers';
import type { Cancel, Scheduler } from '../time/scheduler';
import type { Motion } from './motion';

/** Market seconds around a hand-over: parking and walking up before it, walking back after it. */
export interface ServiceTimes {
  pickup: { beforeS: number; afterS: number };
  dropoff: { beforeS: number; afterS: number };
}

export interface StreetReports {
  arrived(stop: Stop, atS: number): void;
  completed(stop: Stop, atS: number): void;
  /** Nothing is left to do. */
  idle(): void;
}

type Doing =
  { kind: 'nothing' } | { kind: 'driving'; stop: Stop } | { kind: 'serving'; stop: Stop } | { kind: 'leaving' };

/** The last hand-over: its place is left only after the way back to the vehicle. */
interface Served {
  at: Stop['location'];
  leaveS: number;
}

const SAME_PLACE_M = 5;

/** Works off a list of stops: drives, walks up, waits for the kitchen, hands over. Goods are never taken before they are ready. */
export class StreetWork {
  #stops: Stop[] = [];
  #doing: Doing = { kind: 'nothing' };
  #served: Served | null = null;
  #cancel: Cancel = () => {};

  constructor(
    private readonly scheduler: Scheduler,
    private readonly motion: Motion,
    private readonly service: ServiceTimes,
    private readonly reports: StreetReports,
  ) {}

  /** The stops that are left, in order. Whoever is at a stop finishes it; whoever is on the way may turn round. */
  follow(stops: Stop[]): void {
    this.#stops = stops;
    const doing = this.#doing;
    if (doing.kind === 'leaving') return;
    if (doing.kind === 'driving' && stops[0]?.id === doing.stop.id) return;
    if (doing.kind === 'serving' && stops.some(({ id }) => id === doing.stop.id)) return;
    this.#cancel();
    this.#goOn(this.scheduler.time.now());
  }

  isAt(stop: Stop): boolean {
    return this.#doing.kind === 'serving' && this.#doing.stop.id === stop.id;
  }

  #goOn(nowS: number): void {
    const [stop] = this.#stops;
    if (!stop) this.#rest(nowS);
    else if (this.#isHere(stop)) this.#serve(stop, nowS, 0);
    else if (this.#served && this.#served.leaveS > nowS) this.#leave(this.#served.leaveS);
    else this.#drive(stop, nowS);
  }

  #rest(nowS: number): void {
    this.#doing = { kind: 'nothing' };
    this.motion.halt(nowS);
    this.reports.idle();
  }

  /** At the counter already: the next order of the same restaurant needs no second walk. */
  #isHere(stop: Stop): boolean {
    if (stop.status === 'arrived') return true;
    return this.#served !== null && distanceM(this.#served.at, stop.location) < SAME_PLACE_M;
  }

  #leave(atS: number): void {
    this.#doing = { kind: 'leaving' };
    this.#cancel = this.scheduler.at(atS, () => {
      this.#served = null;
      this.#doing = { kind: 'nothing' };
      this.#goOn(atS);
    });
  }

  #drive(stop: Stop, nowS: number): void {
    this.#served = null;
    this.#doing = { kind: 'driving', stop };
    const arriveS = this.motion.drive(stop.location, nowS);
    this.#cancel = this.scheduler.at(arriveS, () => this.#serve(stop, arriveS, this.#timesOf(stop).beforeS));
  }

  #serve(stop: Stop, nowS: number, walkS: number): void {
    this.#doing = { kind: 'serving', stop };
    this.motion.place(stop.location);
    this.reports.arrived(stop, nowS);
    const readyS = stop.ready_at === null ? nowS : this.scheduler.time.fromIso(stop.ready_at);
    const handOverS = Math.max(nowS + walkS, readyS);
    this.#cancel = this.scheduler.at(handOverS, () => this.#handOver(stop, handOverS));
  }

  #handOver(stop: Stop, nowS: number): void {
    this.#served = { at: stop.location, leaveS: nowS + this.#timesOf(stop).afterS };
    this.#doing = { kind: 'nothing' };
    this.#stops = this.#stops.filter(({ id }) => id !== stop.id);
    this.reports.completed(stop, nowS);
    // Reporting may have brought a new list and a new occupation with it.
    if (this.#doing.kind === 'nothing') this.#goOn(nowS);
  }

  #timesOf({ kind }: Stop): { beforeS: number; afterS: number } {
    return kind === 'pickup' ? this.service.pickup : this.service.dropoff;
  }
}
