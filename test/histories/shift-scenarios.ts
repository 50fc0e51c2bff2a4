import { driverShiftId, driverShiftViewQuery } from '../../contracts/driver-shift';
import type { ShiftRequest } from '../../domain/shift/requests';
import type { StandingShift } from '../../domain/shift/standing-shift';
import type { ShiftTerms } from '../../domain/shift/terms';
import { WALK_TERMS } from '../../domain/shift/walk.test-support';
import type { ShiftBench } from '../../workflows/shift-bench.test-support';
import { eventually } from '../support/eventually';

/** Eight seconds of agreed hours, on a machine that may be busy. */
const PATIENCE_MS = 20_000;
const NEVER_MS = 1e12;
/** Moments of a shift come in seconds here, so that the real server's timers fire while one waits. */
const HASTY: ShiftTerms = { ...WALK_TERMS, breakReminderMs: 1_500, endReminderMs: 700, graceMs: 500, workMaxMs: null };

/** Lives of a shift whose histories are kept. Each answers with the shift's ID, once its workflow has ended. */
export const SHIFT_SCENARIOS: Record<string, (bench: ShiftBench) => Promise<string>> = {
  /** A break asked for mid-route begins after the stop, ends by itself, and the last order ends the shift. */
  async 'break-and-last-order'(bench) {
    const life = await LifeOfShift.busy(bench);
    await life.ask({ request: 'ask_break', lengthMs: 4_000 });
    await life.finishStop();
    await life.until(({ availability }) => availability === 'on_break');
    await life.until(({ availability }) => availability === 'available');
    await life.ask({ request: 'last_order', on: true });
    await life.finishStop();
    return life.end();
  },

  /** Silence pauses him, then what he has not picked up goes to others; he comes back and goes off. */
  async 'hand-over'(bench) {
    const life = await LifeOfShift.busy(bench);
    await life.fallSilent({ pauseMs: 0, handOverMs: NEVER_MS });
    await life.until(({ availability }) => availability === 'paused');
    await life.fallSilent({ pauseMs: 0, handOverMs: 0 });
    await life.ask({ request: 'come_on', endsAt: null, terms: HASTY });
    await life.until(({ aboard }) => aboard === 0);
    await life.ask({ request: 'go_off', handOver: false });
    return life.end();
  },

  async 'off-with-hand-over'(bench) {
    const life = await LifeOfShift.busy(bench);
    await life.ask({ request: 'go_off', handOver: true });
    return life.end();
  },

  /** Hours agreed on begin with a call, are said to end, and end by their off time. */
  async 'agreed-hours'(bench) {
    const life = await LifeOfShift.planned(bench, { inMs: 400, lengthMs: 8_000 }, { ...HASTY, graceMs: 7_000 });
    await life.until(({ calledAt }) => calledAt !== null);
    await life.ask({ request: 'come_on', endsAt: null, terms: HASTY });
    return life.end();
  },

  async missed(bench) {
    return (await LifeOfShift.planned(bench, { inMs: 300, lengthMs: 60_000 })).end('missed');
  },

  /** Hours that are over let him finish what he has; meanwhile people hear that he is overdue. */
  async 'hours-limit'(bench) {
    const life = await LifeOfShift.busy(bench, { ...HASTY, workMaxMs: 1_500 });
    await life.until(({ lastOrder }) => lastOrder === 'hours_limit');
    await life.finishStop();
    await life.finishStop();
    return life.end();
  },
};

/** On a server that soon wants new runs: a shift of several, with a break on the way and an order until the last. */
export async function continuedShift(bench: ShiftBench): Promise<{ shiftId: string; runs: string[] }> {
  const life = await LifeOfShift.busy(bench);
  const first = await life.run();
  const runs = [first];
  while (runs.length < 3) {
    await life.ask({ request: 'ask_break', lengthMs: null });
    await life.ask({ request: 'come_on', endsAt: null, terms: HASTY });
    const run = await life.run();
    if (run !== runs.at(-1)) runs.push(run);
  }
  await life.finishStop();
  await life.finishStop();
  await life.ask({ request: 'go_off', handOver: false });
  return { shiftId: await life.end(), runs: [...new Set([...runs, await life.run()])] };
}

class LifeOfShift {
  private constructor(
    private readonly bench: ShiftBench,
    private readonly driverId: string,
    private readonly shiftId: string,
    private readonly stops: string[],
  ) {}

  /** Of a driver who has just come on and has an order. */
  static async busy(bench: ShiftBench, terms = HASTY): Promise<LifeOfShift> {
    const { driverId, shift, stops } = await bench.busyDriver(terms);
    const life = new LifeOfShift(bench, driverId, shift.id, stops);
    await life.until(() => true);
    return life;
  }

  static async planned(bench: ShiftBench, { inMs, lengthMs }: { inMs: number; lengthMs: number }, terms = HASTY) {
    const driverId = await bench.driver();
    const from = new Date(Date.now() + inMs);
    const hours = { from, until: new Date(from.getTime() + lengthMs), terms };
    const { shift } = await bench.transitions.planShift(driverId, hours, { type: 'driver', id: driverId });
    return new LifeOfShift(bench, driverId, shift!.id, []);
  }

  get #actor() {
    return { type: 'driver', id: this.driverId } as const;
  }

  get #handle() {
    return this.bench.temporal.client.workflow.getHandle(driverShiftId(this.shiftId));
  }

  async ask(request: ShiftRequest): Promise<void> {
    const outcome = await this.bench.transitions.changeShift(this.driverId, request, this.#actor);
    if (!outcome.done) throw new Error(`${request.request}: ${outcome.code}`);
    await this.until(() => true);
  }

  async finishStop(): Promise<void> {
    const stop = this.stops.shift()!;
    const { transitions } = this.bench;
    await transitions.reportStop(stop, this.driverId, 'complete', { occurredAt: null }, this.#actor);
    await this.until(() => true);
  }

  /** As the presence sweep heeds it. */
  async fallSilent(limits: { pauseMs: number; handOverMs: number }): Promise<void> {
    const [silence, actor] = [
      { nudgeMs: 0, rescueMs: NEVER_MS, ...limits },
      { type: 'system', id: 'presence' },
    ].map((value) => JSON.stringify(value));
    await this.bench.database.prisma
      .$queryRaw`SELECT heed_silence(${this.driverId}::uuid, ${silence}::jsonb, ${actor}::jsonb)`;
  }

  /** Waits until the workflow knows the shift as it stands, and that is so. */
  until(isSo: (shift: StandingShift) => boolean): Promise<void> {
    return eventually(async () => {
      const { version } = await this.bench.database.prisma.shift.findUniqueOrThrow({ where: { id: this.shiftId } });
      const { shift } = await this.#handle.query(driverShiftViewQuery);
      if (!shift || shift.version < version || !isSo(shift)) throw new Error(`the shift is ${JSON.stringify(shift)}`);
    }, PATIENCE_MS);
  }

  async run(): Promise<string> {
    return (await this.#handle.describe()).runId;
  }

  async end(status: StandingShift['status'] = 'ended'): Promise<string> {
    const handle = this.#handle;
    await this.until((shift) => shift.status === status);
    await eventually(async () => {
      const { name } = (await handle.describe()).status;
      if (name !== 'COMPLETED') throw new Error(`its workflow is ${name}`);
    });
    return this.shiftId;
  }
}
