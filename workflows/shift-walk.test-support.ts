import type { PrismaClient } from '../db/generated/client';
import { createTransitions } from '../db/transitions';
import type { ShiftRequest } from '../domain/shift/requests';
import { judge } from '../domain/shift/shift';
import { OFF, ordersAboard, type ShiftInput, type ShiftState } from '../domain/shift/state';
import { walkOf, WALK_TERMS } from '../domain/shift/walk.test-support';
import { eventually } from '../test/support/eventually';
import { placeOrder, type TestMarket } from '../test/support/market';

const SYSTEM = { type: 'system', id: 'test' } as const;
const TERMS = { payMinor: 500, payParts: { base: 500 }, distanceM: 1500, durationS: 600, stops: [] };
const FOREVER = 1e12;
/** A workflow answers in milliseconds; on a machine that is busy with other things it may take its time. */
const PATIENCE_MS = 400_000;

/** Walks one driver through PostgreSQL while the pure rules walk beside him: after every step the two must agree. */
export class ShiftWalk {
  readonly #transitions;
  #state: ShiftState = OFF;
  #nowMs = Date.now();
  #offer: { id: string; orderId: string } | null = null;
  readonly #orders = new Map<number, string>();

  constructor(
    private readonly prisma: PrismaClient,
    private readonly market: TestMarket,
    private readonly driverId: string,
  ) {
    this.#transitions = createTransitions(prisma);
  }

  async walk(seed: number, length: number): Promise<void> {
    const steps = walkOf(
      seed,
      length,
      () => this.#state,
      () => this.#nowMs,
    );
    let number = 0;
    for (const { input, afterMs } of steps) {
      number += 1;
      const where = `seed ${seed}, step ${number}, ${JSON.stringify(input)}`;
      if (afterMs > 0) await this.#passTime(afterMs, where);
      const { state, refused } = judge(this.#state, input, this.#rules());
      const answer = await this.#ask(input);
      // What is due already, such as an off time that was named too late, the workflow does at once.
      this.#state = judge(state, { kind: 'pass_time' }, this.#rules()).state;
      if (answer !== (refused === null)) throw new Error(`${where}: the database says ${answer}, the rules ${refused}`);
      await this.#agree(where);
    }
  }

  #rules = () => ({ terms: WALK_TERMS, nowMs: this.#nowMs });

  /** Time passes by moving all that was before into the past; what is due then is for the workflow to do. */
  async #passTime(ms: number, where: string): Promise<void> {
    this.#nowMs += ms;
    this.#state = judge(this.#state, { kind: 'pass_time' }, this.#rules()).state;
    await this.prisma.$executeRaw`
      WITH past AS (SELECT ${ms}::float8 * interval '1 millisecond' AS t), aged AS (
        UPDATE shift SET version = version + 1, started_at = started_at - t, ends_at = ends_at - t,
          must_end_at = must_end_at - t, break_ends_at = break_ends_at - t, end_reminded_at = end_reminded_at - t, ended_at = ended_at - t
        FROM past WHERE driver_id = ${this.driverId}::uuid RETURNING shift.*
      ), driver_aged AS (
        UPDATE driver SET availability_since = availability_since - t FROM past WHERE id = ${this.driverId}::uuid
      )
      INSERT INTO outbox (topic, key, number, payload)
      SELECT 'shift', id::text, version, standing_shift(aged) FROM aged WHERE status = 'running'`;
    await this.#agree(`${where}, after ${ms / 60_000} min`);
  }

  /** Whether it was done. */
  async #ask(input: ShiftInput): Promise<boolean> {
    const actor = { type: 'driver', id: this.driverId } as const;
    const change = async (request: ShiftRequest): Promise<boolean> =>
      (await this.#transitions.changeShift(this.driverId, request, actor)).done;
    switch (input.kind) {
      case 'come_on': {
        const endsAt = input.endsAt === null ? null : new Date(Date.now() + input.endsAt - this.#nowMs).toISOString();
        return change({ request: 'come_on', endsAt, terms: WALK_TERMS });
      }
      case 'ask_break':
        return change({ request: 'ask_break', lengthMs: input.lengthMs });
      case 'go_off':
        return change({ request: 'go_off', handOver: input.handOver });
      case 'last_order':
        return change({ request: 'last_order', on: input.on });
      case 'override_break':
        return (await this.#transitions.overrideBreak(this.driverId, 'needed', { type: 'ops', id: 'ana' })).done;
      case 'silence':
        return this.#fallSilent(input.step);
      case 'finish_stop':
        return this.#finishStop();
      case 'lose_order':
        return this.#loseOrder();
      case 'pass_time':
        return true;
      default:
        return this.#offerStep(input);
    }
  }

  async #offerStep(input: Extract<ShiftInput, { kind: 'offer' | 'show_offer' | 'accept' | 'decline' | 'expire' }>) {
    if (input.kind === 'offer') return this.#makeOffer();
    const offer = this.#offer;
    const isOpen = offer && (await this.prisma.offer.findUnique({ where: { id: offer.id } }))?.status === 'open';
    if (!offer || !isOpen) return false;
    if (input.kind === 'show_offer') return (await this.#transitions.markShown(this.driverId, [offer.id])) >= 0;
    if (input.kind === 'expire') {
      await this.prisma.offer.update({ where: { id: offer.id }, data: { expiresAt: new Date(Date.now() - 1000) } });
      return (await this.#transitions.settleDue(offer.orderId, SYSTEM)).done;
    }
    const actor = { type: 'driver', id: this.driverId } as const;
    const outcome = input.kind === 'accept' ? 'accepted' : 'declined';
    if (input.kind === 'accept') this.#orders.set(input.order, offer.orderId);
    return (await this.#transitions.settleOffer(offer.id, outcome, actor, { reason: 'pay' })).done;
  }

  async #makeOffer(): Promise<boolean> {
    const order = await placeOrder(this.#transitions, this.market);
    const { version } = await this.prisma.driver.findUniqueOrThrow({ where: { id: this.driverId } });
    const proposal = { driverId: this.driverId, driverVersion: version, orders: [order], terms: TERMS, decision: {} };
    const round = await this.#transitions.startRound(this.market.id);
    if (!round) throw new Error('no rounds now');
    const { applied } = await this.#transitions.applyRound(this.market.id, round.lastRoundNo + 1, [proposal], FOREVER);
    const [reserved] = applied;
    if (!reserved) return false;
    this.#offer = { id: reserved.offerId, orderId: order.id };
    return (await this.#transitions.openOffer(reserved.offerId, order.id, FOREVER, SYSTEM)).done;
  }

  async #finishStop(): Promise<boolean> {
    const stop = await this.prisma.stop.findFirst({
      where: { route: { driverId: this.driverId, endedAt: null }, status: { in: ['planned', 'arrived'] } },
      orderBy: { position: 'asc' },
    });
    const report = { occurredAt: null };
    const actor = { type: 'driver', id: this.driverId } as const;
    return (
      stop !== null && (await this.#transitions.reportStop(stop.id, this.driverId, 'complete', report, actor)).done
    );
  }

  async #loseOrder(): Promise<boolean> {
    const order = this.#state.stops.findLast(({ kind }) => kind === 'pickup')?.order;
    const orderId = order === undefined ? undefined : this.#orders.get(order);
    return orderId !== undefined && (await this.#transitions.cancelOrder(orderId, 'test', SYSTEM)).done;
  }

  async #fallSilent(step: 'pause' | 'hand_over'): Promise<boolean> {
    const { availability } = await this.prisma.driver.findUniqueOrThrow({ where: { id: this.driverId } });
    const [pauseMs, handOverMs] = step === 'pause' ? [0, FOREVER] : [FOREVER, 0];
    const actor = JSON.stringify({ type: 'system', id: 'presence' });
    const silence = JSON.stringify({ nudgeMs: 0, pauseMs, handOverMs, rescueMs: FOREVER });
    await this.prisma.$queryRaw`SELECT heed_silence(${this.driverId}::uuid, ${silence}::jsonb, ${actor}::jsonb)`;
    return step === 'hand_over' || availability === 'available';
  }

  /** Waits until the driver stands as the rules say: at once after a request, soon after a moment has passed. */
  async #agree(where: string): Promise<void> {
    await eventually(async () => {
      const [stored, expected] = [await this.#stored(), describe(this.#state)];
      if (stored !== expected) throw new Error(`${where}\n  database: ${stored}\n  rules:    ${expected}`);
    }, PATIENCE_MS);
  }

  /** In one round trip: while a walk waits for its workflow, this is asked again and again. */
  async #stored(): Promise<string> {
    const [row] = await this.prisma.$queryRaw<{ stands: object }[]>`
      SELECT json_build_object(
        'availability', d.availability, 'breakIsDue', s.break_asked_at IS NOT NULL,
        'breakEnds', s.break_ends_at IS NOT NULL, 'endIsNear', s.end_reminded_at IS NOT NULL,
        'lastOrder', s.last_order, 'missed', coalesce(s.missed_in_row, 0), 'pausedFor', s.paused_for,
        'offers', (SELECT count(*) FROM offer WHERE driver_id = d.id AND status IN ('reserved', 'open')),
        'aboard', orders_aboard(d.id),
        'stops', (SELECT count(*) FROM stop JOIN route r ON r.id = stop.route_id
                  WHERE r.driver_id = d.id AND r.ended_at IS NULL AND stop.status IN ('planned', 'arrived'))) AS stands
      FROM driver d LEFT JOIN shift s ON s.driver_id = d.id AND s.status = 'running'
      WHERE d.id = ${this.driverId}::uuid`;
    return JSON.stringify(row?.stands);
  }
}

const describe = (state: ShiftState): string =>
  JSON.stringify({
    availability: state.availability,
    breakIsDue: state.asked !== null,
    breakEnds: state.breakEndsAt !== null,
    endIsNear: state.endReminded,
    lastOrder: state.lastOrder,
    missed: state.missedInRow,
    pausedFor: state.pausedFor,
    offers: state.offer ? 1 : 0,
    aboard: ordersAboard(state),
    stops: state.stops.length,
  });
