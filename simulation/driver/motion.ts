import { distanceM, headingDegrees, type Point, pointBetween } from '../city/geometry';

export interface Sighting extends Point {
  heading: number | null;
  speedMps: number;
}

interface Leg {
  from: Point;
  to: Point;
  departS: number;
  arriveS: number;
}

/** Where a driver is at any moment: standing, or on a straight line at the speed of the day. Times are market seconds. */
export class Motion {
  #leg: Leg;

  constructor(
    at: Point,
    private readonly speedMps: number,
  ) {
    this.#leg = { from: at, to: at, departS: 0, arriveS: 0 };
  }

  /** Sets out from wherever the driver is at that moment, and answers when he will be there. */
  drive(to: Point, nowS: number): number {
    const from = this.positionAt(nowS);
    this.#leg = { from, to, departS: nowS, arriveS: nowS + distanceM(from, to) / this.speedMps };
    return this.#leg.arriveS;
  }

  halt(nowS: number): void {
    this.place(this.positionAt(nowS));
  }

  place(at: Point): void {
    this.#leg = { from: at, to: at, departS: 0, arriveS: 0 };
  }

  isMoving(nowS: number): boolean {
    return nowS < this.#leg.arriveS;
  }

  positionAt(nowS: number): Point {
    const { from, to, departS, arriveS } = this.#leg;
    if (nowS >= arriveS) return to;
    return pointBetween(from, to, Math.max(0, (nowS - departS) / (arriveS - departS)));
  }

  sightingAt(nowS: number): Sighting {
    const moving = this.isMoving(nowS);
    return {
      ...this.positionAt(nowS),
      heading: moving ? headingDegrees(this.#leg.from, this.#leg.to) : null,
      speedMps: moving ? this.speedMps : 0,
    };
  }
}
