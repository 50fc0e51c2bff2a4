import type { LocationPoint } from '../client/answers';
import type { Cancel, Scheduler } from '../time/scheduler';
import type { Motion } from './motion';
import type { Phone } from './phone';

const SAMPLE_S = 15;
/** Who stands still says so now and then: silence would look like a lost driver. */
const STANDING_S = 120;
/** Batches are not sent faster than this in real time, however fast the market's clock runs. */
const BATCH_MS = 2_000;

/** Samples where the driver is and sends it in batches, as the phone of somebody on the move does. */
export class PositionReports {
  readonly #pending: LocationPoint[] = [];
  #sampledS = -Infinity;
  #sentMs = 0;
  #wasMoving = false;
  #cancel: Cancel | null = null;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly motion: Motion,
    private readonly phone: Phone,
  ) {}

  start(): void {
    this.#cancel ??= this.scheduler.after(SAMPLE_S, () => this.#tick());
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  now(): LocationPoint {
    const { time } = this.scheduler;
    const nowS = time.now();
    const { lat, lng, heading, speedMps } = this.motion.sightingAt(nowS);
    return {
      location: { lat, lng },
      recorded_at: time.iso(nowS),
      accuracy_m: 8,
      speed_mps: speedMps,
      ...(heading !== null && { heading }),
    };
  }

  #tick(): void {
    this.#cancel = null;
    this.start();
    const nowS = this.scheduler.time.now();
    const isMoving = this.motion.isMoving(nowS);
    // The first sample at rest is the place of arrival.
    if (isMoving || this.#wasMoving || nowS - this.#sampledS >= STANDING_S) {
      this.#pending.push(this.now());
      this.#sampledS = nowS;
    }
    this.#wasMoving = isMoving;
    if (this.#pending.length > 0 && Date.now() - this.#sentMs >= BATCH_MS) {
      this.#sentMs = Date.now();
      this.phone.report(this.#pending.splice(0));
    }
  }
}
